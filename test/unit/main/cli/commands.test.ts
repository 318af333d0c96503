import { beforeEach, describe, expect, it } from 'vitest';
import { executeCommand, startCommandLine } from '../../../../electron/main/cli/execute.ts';
import { JobId } from '../../../../shared/ids.ts';
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
    await executeCommand({ kind: 'jobs', search: 'x', json: false }, context);
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

describe('show', () => {
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
    expect(JSON.parse(context.output.outLines[0] ?? '')).toEqual(job.detail);
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
