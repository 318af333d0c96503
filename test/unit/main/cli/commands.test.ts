import { beforeEach, describe, expect, it } from 'vitest';
import { executeCommand, startCommandLine } from '../../../../electron/main/cli/execute.ts';
import { JobId, LeaseEpoch } from '../../../../shared/ids.ts';
import { makeFailure } from '../../../support/failures.ts';
import { AN_ERROR, type FakeContext, fakeContext, keptOutput } from './fake-services.ts';

let context: FakeContext;
beforeEach(() => {
  context = fakeContext();
});

const id = JobId.parse(1);

describe('jobs', () => {
  it('lists the jobs as a table with a line each', async () => {
    context.services.add(1).claim().rows('books', 64).end('completed');
    context.services.add(2);
    expect(await executeCommand({ kind: 'jobs', search: null, json: false }, context)).toBe(0);
    const [head, ...lines] = context.output.outLines;
    expect(head).toMatch(/^Job +State +Flow +Steps +Rows +Took +Queued +About$/);
    expect(lines[0]).toMatch(/^#1 +completed +books +0\/1 +64 +1\.0 s +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(lines[1]).toMatch(/^#2 +pending +books/);
  });

  it('says that there is none', async () => {
    await executeCommand({ kind: 'jobs', search: null, json: false }, context);
    await executeCommand({ kind: 'jobs', search: { kind: 'jobs', text: 'x' }, json: false }, context);
    expect(context.output.outLines).toEqual(['No jobs yet.', 'No job matches "x".']);
  });

  it('gives the same as JSON', async () => {
    const job = context.services.add(1);
    expect(await executeCommand({ kind: 'jobs', search: null, json: true }, context)).toBe(0);
    expect(context.output.outLines.map((line) => JSON.parse(line))).toEqual([
      { jobs: [job.detail.job], hasMore: false },
    ]);
  });
});

describe('jobs that are held', () => {
  it('are listed with what holds them', async () => {
    const job = context.services.add(1);
    job.detail = { ...job.detail, job: { ...job.detail.job, waitsFor: 'profile:shop', subtitle: 'poetry' } };
    await executeCommand({ kind: 'jobs', search: null, json: false }, context);
    expect(context.output.outLines[1]).toMatch(
      / poetry · Waits for the profile “shop”, which another job holds\.$/,
    );
  });
});

describe('jobs --search log:…', () => {
  const hit = (jobId: number, seq: number, message: string) => ({
    jobId: JobId.parse(jobId),
    flowName: 'books',
    line: {
      epoch: LeaseEpoch.parse(1),
      seq,
      at: 1000,
      level: 'WARN' as const,
      step: '1',
      message,
      metadata: null,
    },
  });
  const search = { kind: 'log', text: 'not found' } as const;

  it('lists the jobs, newest first, each with its newest line and how many there are', async () => {
    const hits = [
      hit(2, 5, 'page not found'),
      hit(2, 1, 'button not found'),
      hit(1, 0, 'Not found\u001b[2J'),
    ];
    context.services.logHits = { hits, complete: true };
    expect(await executeCommand({ kind: 'jobs', search, json: false }, context)).toBe(0);
    expect(context.services.searched).toEqual([{ text: 'not found', limit: 500 }]);
    const [head, ...lines] = context.output.outLines;
    expect(head).toMatch(/^Job +Flow +Found +At +Level +Newest line$/);
    expect(lines).toEqual([
      expect.stringMatching(/^#2 +books +2 lines +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +WARN +page not found$/),
      expect.stringMatching(/^#1 +books +1 line +.+ +WARN +Not found\\x1b\[2J$/),
    ]);
  });

  it('says that there are more, or none', async () => {
    context.services.logHits = { hits: [hit(1, 0, 'not found')], complete: false };
    await executeCommand({ kind: 'jobs', search, json: false }, context);
    expect(context.output.outLines.at(-1)).toBe(
      'Only the newest 500 lines were taken; a longer text narrows them down.',
    );
    context.services.logHits = { hits: [], complete: true };
    await executeCommand({ kind: 'jobs', search, json: false }, context);
    expect(context.output.outLines.at(-1)).toBe('No log holds "not found".');
  });

  it('gives the lines as JSON', async () => {
    const found = { hits: [hit(1, 0, 'not found')], complete: true };
    context.services.logHits = found;
    await executeCommand({ kind: 'jobs', search, json: true }, context);
    expect(JSON.parse(context.output.outLines[0] ?? '')).toEqual(found);
  });
});

describe('show', () => {
  it('tells what a job waits for and what it asks for', async () => {
    const job = context.services.add(7);
    job.detail = {
      ...job.detail,
      job: { ...job.detail.job, waitsFor: 'jobs', priority: 5 },
      uniqueKey: 'daily',
      profile: 'shop',
      site: 'example.com',
      after: [
        { jobId: JobId.parse(3), needs: 'completed', state: 'open', takes: { price: 'result.price' } },
        { jobId: JobId.parse(4), needs: 'ended', state: 'met', takes: {} },
      ],
      before: [JobId.parse(8), JobId.parse(9)],
    };
    await executeCommand({ kind: 'show', id: JobId.parse(7), json: false }, context);
    const lines = context.output.outLines;
    for (const line of [
      'Waits for other jobs to end.',
      'Priority: 5',
      'Key: daily',
      'Profile: shop',
      'Site: example.com',
      'Comes before: #8, #9',
      'Comes after',
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines).toContainEqual(
      expect.stringMatching(/^ +#3 +it completes +not yet +price = result\.price$/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^ +#4 +it ends, however +yes$/));
  });

  it('says until when a scheduled job waits, and nothing of what it does not ask for', async () => {
    const job = context.services.add(1);
    job.detail = { ...job.detail, job: { ...job.detail.job, waitsFor: 'time', runAt: 4_000_000_000_000 } };
    await executeCommand({ kind: 'show', id, json: false }, context);
    const text = context.output.outLines.join('\n');
    expect(text).toMatch(/^Waits until 2096-10-0\d \d\d:\d\d:\d\d\.$/m);
    expect(text).not.toMatch(/Key|Profile|Site|Comes|Priority/);
  });

  it('tells what a failed step expected and found, and what to use instead', async () => {
    context.services.add(1).claim().step(0, 'failed').end('failed', AN_ERROR);
    const requests = [
      {
        at: 1,
        method: 'GET',
        url: 'http://shop.test/a',
        kind: 'fetch',
        status: 200,
        failure: null,
        tookMs: 2,
      },
      {
        at: 1,
        method: 'POST',
        url: 'http://shop.test/b',
        kind: 'fetch',
        status: 500,
        failure: null,
        tookMs: 2,
      },
    ];
    const stored = { epoch: LeaseEpoch.parse(1), detail: makeFailure({ requests }) };
    context.services.failures.set(id, stored);
    await executeCommand({ kind: 'show', id, json: false }, context);
    const text = context.output.outLines.join('\n');
    for (const part of [
      'What went wrong',
      'Expected: an element: role button "Buy"',
      'Found: role button "Buy" matches nothing',
      'Page: http://shop.test/ (Shop)',
      'Use instead: role button "Buy now" (it alone). Its name “Buy now” is like “Buy”.',
      'Request: POST http://shop.test/b answered with 500',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('http://shop.test/a');
    context.output.outLines.length = 0;
    await executeCommand({ kind: 'show', id, json: true }, context);
    expect(JSON.parse(context.output.outLines.join(''))).toMatchObject({ job: { id: 1 }, failure: stored });
  });

  it('tells the history, attempts, steps, rows, files and last lines of a job', async () => {
    const job = context.services.add(1).claim().step(0, 'failed').log(0, 'clicked').rows('books', 2);
    job.artifact('page.png', '1/1/page.png').end('failed', AN_ERROR);
    expect(await executeCommand({ kind: 'show', id, json: false }, context)).toBe(0);
    const text = context.output.outLines.join('\n');
    for (const part of [
      'Job #1: books, version 1',
      'State: failed, 1.0 s',
      'TimeoutError at step 2: The button did not come.',
      'Mend: Look whether the page has changed.',
      'History',
      'Attempts',
      'Steps of the last attempt',
      'books: 2 rows (a)',
      '/data/artifacts/1/1/page.png',
      'INFO  step 1 clicked',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('gives the whole detail as JSON', async () => {
    const job = context.services.add(1).claim();
    await executeCommand({ kind: 'show', id, json: true }, context);
    expect(JSON.parse(context.output.outLines[0] ?? '')).toEqual({ ...job.detail, failure: null });
  });
});

describe('cancel', () => {
  it.each([
    ['cancelled', 'Job #1 is cancelled.'],
    ['asked', 'Job #1 runs now and was told to stop.'],
    ['already_ended', 'Job #1 had ended already; nothing was changed.'],
  ])('says what came of it: %s, and exits 0', async (outcome, sentence) => {
    const job = context.services.add(1);
    if (outcome === 'already_ended') job.claim().end('completed');
    if (outcome === 'cancelled') context.services.onCancel = (one) => one.end('cancelled');
    expect(await executeCommand({ kind: 'cancel', id, json: false }, context)).toBe(0);
    expect(context.output.outLines).toEqual([sentence]);
  });

  it('gives the outcome as JSON', async () => {
    context.services.add(1);
    await executeCommand({ kind: 'cancel', id, json: true }, context);
    expect(context.output.outLines).toEqual(['{"id":1,"outcome":"asked"}']);
  });
});

describe('retry', () => {
  it('queues the job again and says when it runs', async () => {
    context.services.add(1).claim().end('failed');
    expect(await executeCommand({ kind: 'retry', id, json: false }, context)).toBe(0);
    expect(await executeCommand({ kind: 'retry', id, json: false }, { ...context, staysOpen: true })).toBe(0);
    expect(context.output.outLines).toEqual([
      'Job #1 is queued again. It runs when Runwright is open.',
      'Job #1 is queued again.',
    ]);
  });

  it('exits 2 when the job has not ended', async () => {
    context.services.add(1).claim();
    expect(await executeCommand({ kind: 'retry', id, json: false }, context)).toBe(2);
    expect(await executeCommand({ kind: 'retry', id, json: true }, context)).toBe(2);
    expect(context.output.errLines).toHaveLength(1);
    expect(context.output.outLines).toEqual(['{"id":1,"outcome":"not_ended"}']);
  });
});

describe('answer', () => {
  it('gives the answer to the job and does not print it', async () => {
    context.services.add(1).claim();
    context.services.asking.add(id);
    expect(await executeCommand({ kind: 'answer', id, text: 'hush', json: false }, context)).toBe(0);
    expect(await executeCommand({ kind: 'answer', id, text: 'hush', json: true }, context)).toBe(0);
    expect(context.services.answered).toEqual(['hush', 'hush']);
    expect(context.output.outLines).toEqual([
      'Job #1 has its answer and goes on.',
      '{"id":1,"answered":true}',
    ]);
  });

  it('exits 1 when the job asks nothing now', async () => {
    context.services.add(1).claim();
    expect(await executeCommand({ kind: 'answer', id, text: 'x', json: false }, context)).toBe(1);
    expect(context.output.errLines).toEqual(['Job #1 asks nothing now.']);
  });
});

describe('a job that is not there', () => {
  it.each(['show', 'cancel', 'retry'] as const)('is told by %s in a sentence, exit 2', async (kind) => {
    expect(await executeCommand({ kind, id, json: false }, context)).toBe(2);
    expect(context.output.errLines).toEqual(['There is no job #1.']);
    expect(context.output.outLines).toEqual([]);
  });
});

describe('doctor', () => {
  const good = { id: 'node' as const, title: 'Node.js', ok: true, found: '24.1.0' };
  const bad = {
    id: 'browser' as const,
    title: 'Browser',
    ok: false,
    found: 'none',
    mend: 'Type: apt-get install',
  };

  it('exits 0 when everything is well', async () => {
    context.services.checks = [good];
    expect(await executeCommand({ kind: 'doctor', json: false }, context)).toBe(0);
    expect(context.output.outLines).toEqual([
      'Check    State  Found',
      'Node.js  ok     24.1.0',
      '',
      'Everything is well.',
    ]);
  });

  it('exits 1 and says what to do when something is not', async () => {
    context.services.checks = [good, bad];
    expect(await executeCommand({ kind: 'doctor', json: false }, context)).toBe(1);
    expect(context.output.outLines.slice(-2)).toEqual(['What to do:', '  Browser: Type: apt-get install']);
  });

  it('gives every check as JSON', async () => {
    context.services.checks = [good, bad];
    expect(await executeCommand({ kind: 'doctor', json: true }, context)).toBe(1);
    expect(JSON.parse(context.output.outLines[0] ?? '')).toEqual({ ok: false, checks: [good, bad] });
  });
});

describe('a bug of ours', () => {
  it('is a sentence without a stack, exit 1', async () => {
    context.services.runChecks = () => Promise.reject(new Error('boom'));
    expect(await executeCommand({ kind: 'doctor', json: false }, context)).toBe(1);
    expect(context.output.errLines).toEqual(['Something went wrong inside Runwright: boom']);
  });
});

describe('the first look at a command line', () => {
  it('answers help, version and wrong lines without starting anything', () => {
    const output = keptOutput();
    expect(startCommandLine(['--version'], output, '1.2.3')).toEqual({ exit: 0 });
    expect(startCommandLine(['run', '--help'], output, '1.2.3')).toEqual({ exit: 0 });
    expect(startCommandLine(['rnu'], output, '1.2.3')).toEqual({ exit: 2 });
    expect(output.outLines[0]).toBe('1.2.3');
    expect(output.outLines[1]).toContain('runwright run FLOW.json [options]');
    expect(output.errLines).toHaveLength(2);
  });

  it('gives the command and the data folder to go on with', () => {
    const started = startCommandLine(['jobs', '--data', 'd'], keptOutput(), '1');
    expect(started).toEqual({ command: { kind: 'jobs', search: null, json: false }, data: 'd' });
  });
});

describe('retry that goes on', () => {
  const command = (from: 'failed_step' | 'failed_rows') =>
    ({ kind: 'retry', id, json: false, from }) as const;

  it('tells the queue where it goes on', async () => {
    context.services.add(1).claim().end('failed');
    expect(await executeCommand(command('failed_step'), context)).toBe(0);
    expect(context.services.resumed).toEqual(['1 failed_step']);
    expect(context.output.outLines[0]).toContain('Job #1 is queued again.');
  });

  it('says that there is nothing to go on with, and ends with 2', async () => {
    context.services.add(1).claim().end('completed');
    expect(await executeCommand(command('failed_rows'), context)).toBe(2);
    expect(context.output.errLines).toEqual(['Job #1 has no failed row.']);
  });
});
