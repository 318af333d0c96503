import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/*
 * The semantics that the product carries over from its ancestor, row by row, each with the titles of its tests. The ancestor's
 * modules are not ours, so a row about a module stands here with what it did.
 */
const ROWS: Readonly<Record<string, readonly (readonly [row: string, file: string, ...titles: string[]])[]>> =
  {
    'The log of jobs': [
      ['levels DEBUG, INFO, WARN, ERROR', 'job-log', 'has the levels DEBUG, INFO, WARN and ERROR'],
      ['stored with metadata', 'job-log', 'is stored line by line, with its time and its metadata'],
      ['mirrored to the console', 'job-log', 'is mirrored to the console, line by line, with its metadata'],
    ],
    'The heartbeat of workers': [
      ['every 10 seconds', 'workers', 'updates its heartbeat every 10 seconds'],
      [
        'health check with a timeout of 30 seconds',
        'workers',
        'counts as healthy for 30 seconds after its last heartbeat, and as dead after them',
      ],
      ['started and stopped with the worker', 'workers', 'beats from its start to its end, and not longer'],
    ],
    'The workers': [
      [
        'registered at their start',
        'workers',
        'registers itself when it starts, with its number and its process',
      ],
      ['told apart by their number', 'workers', 'is a new worker, with a new number, each time it starts'],
      [
        'dead ones are found (heartbeat older than 30 seconds), their jobs go back to pending',
        'workers',
        'whose heartbeat is older than 30 seconds is dead: its jobs are pending again',
        'that dies loses its jobs at once: another one takes them',
      ],
      ['status IDLE, BUSY, OFFLINE', 'workers', 'is starting, idle, busy and offline in turn'],
      ['the jobs they have now', 'workers', 'is shown with the jobs that it has now'],
    ],
    'Polling and concurrency': [
      ['polls every second', 'polling', 'polls every second as a backstop'],
      ['a new job starts at once', 'polling', 'asks at once when a nudge says that there is something'],
      [
        'FOR UPDATE SKIP LOCKED: no race between workers',
        'polling',
        'never gives two workers the same job',
        'never gives a job twice, not even through two connections to the file',
      ],
      ['PROCESSING at once', 'polling', 'makes the job PROCESSING in the very statement that finds it'],
      [
        'at most 5 jobs at once a worker',
        'polling',
        'runs at most 5 jobs at once',
        'is not given more than its five slots, whatever it asks for',
      ],
      [
        'running jobs tracked in memory',
        'workers',
        'remembers the jobs that it runs, and every heartbeat names them',
      ],
    ],
    'The execution of a job': [
      [
        'a browser from the pool by its type',
        'execution',
        'takes a browser of its flow’s kind from the pool',
      ],
      ['a context with the viewport', 'execution', 'has a context of its own with the viewport of its flow'],
      [
        'each action in sequence',
        'execution',
        'executes each action in sequence, the next one when the one before is done',
      ],
      [
        'all artifacts and results collected',
        'execution',
        'collects its artifacts and its results',
        'keeps a picture of the page on which it failed',
      ],
      ['the browser released to the pool', 'execution', 'gives its browser back to the pool when it has %s'],
    ],
    'Errors and retries': [
      ['TimeoutError, NetworkError, BrowserError: retryable', 'retries', 'is tried again'],
      ['InvalidURLError, AuthenticationError: not retryable', 'retries', 'is not tried again'],
      [
        'UnknownError: all other errors',
        'retries',
        'is tried again after an UnknownError when its flow says so, and only then',
      ],
      ['3 retries', 'retries', 'has at most 3 retries'],
      [
        'retryCount² seconds: 1, 4, 9',
        'retries',
        'waits retryCount² seconds before each retry: 1, 4 and 9',
        'completes when a retry goes well, and the errors before stay with their attempts',
      ],
      [
        'FAILED after the last retry',
        'retries',
        'is failed when its last retry has failed, with the error of that one',
      ],
    ],
    'The end of the app': [
      ['stops polling', 'shutdown', 'stops claiming at once'],
      [
        'up to 60 seconds for active jobs',
        'shutdown',
        'waits for active jobs, and no longer than for them',
        'waits up to 60 seconds, then stops what still runs',
      ],
      ['all browsers released', 'shutdown', 'closes every browser, those of idle workers too'],
      ['workers stopped', 'shutdown', 'leaves every worker stopped and offline'],
      ['what is left is given back', 'shutdown', 'gives back what is left, and its attempt with it'],
    ],
    'The state of a job': [
      [
        'PENDING → PROCESSING → COMPLETED or FAILED; startedAt, completedAt',
        'job-state',
        'goes PENDING → PROCESSING → COMPLETED, with startedAt and completedAt',
        'goes PENDING → PROCESSING → FAILED, with startedAt and completedAt',
        'never goes back after its end, whatever its worker still says',
      ],
      ['the error message', 'job-state', 'that failed keeps its error message'],
      ['the result as JSON', 'job-state', 'that completed keeps its result as JSON'],
    ],
    'What the ancestor only wished for': [
      ['unit tests of all services', 'rows', 'has its tests'],
      [
        'integration with real execution (in a real browser: test/browser, test/e2e)',
        'next-steps',
        'goes the whole way: queued, claimed, run step by step, with its picture and its result',
      ],
      [
        'load with many workers at once',
        '../../sim/load',
        'sixteen workers with fifty slots each work twenty thousand jobs off, through failures, cancels, deaths and a restart',
      ],
      [
        'health and performance of the workers',
        'next-steps',
        'is measured at every heartbeat: processor, memory, delay, jobs, browsers; and kept',
        'is told of the workers as a whole: degraded when they end again and again',
      ],
      [
        'priorities',
        'next-steps',
        'let the more urgent job start first',
        'starve nobody: a point is worth a minute of waiting, not more',
      ],
      [
        'cancellation while processing',
        'next-steps',
        'stops the action under way, closes the context and tells the time of each stage',
        'ends the worker of a job that does not stop within five seconds, and the others go on',
      ],
    ],
  };

const here = new URL('.', import.meta.url);

/** The titles of tests in a file, as they are written there. */
function titlesIn(file: string): string[] {
  const text = readFileSync(new URL(`${file}.test.ts`, here), 'utf8');
  return [...text.matchAll(/'((?:[^'\\\n]|\\.)+)'/g)].map(([, title]) => title ?? '');
}

describe.each(Object.entries(ROWS))('%s', (_heading, rows) => {
  it.each(rows)('“%s” has its tests', (_row, file, ...titles) => {
    expect(titlesIn(file)).toEqual(expect.arrayContaining(titles));
  });
});

it('every test of this folder stands in the table', () => {
  const known = Object.values(ROWS)
    .flat()
    .flatMap(([, , ...titles]) => titles);
  const files = readdirSync(here).filter((name) => name.endsWith('.test.ts') && name !== 'rows.test.ts');
  const titles = files.flatMap((name) => {
    const text = readFileSync(new URL(name, here), 'utf8');
    return [...text.matchAll(/\bit(?:\.each\(.*?\))?\(\s*'([^']+)'/gs)].map(([, title]) => title ?? '');
  });
  expect(titles.length).toBeGreaterThan(30);
  expect(titles.filter((title) => !known.includes(title))).toEqual([]);
});
