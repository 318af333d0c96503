import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { executeCommand } from '../../../../electron/main/cli/execute.ts';
import { exitCodeOf } from '../../../../electron/main/cli/run.ts';
import type { RunCommand } from '../../../../electron/main/cli/run-args.ts';
import { JobId } from '../../../../shared/ids.ts';
import { RunEvent } from '../../../../shared/job/run-event.ts';
import { AN_ERROR, type FakeContext, FakeServices, fakeContext } from './fake-services.ts';

const FLOW = JSON.stringify({
  runwright: 1,
  name: 'books',
  inputs: { count: { type: 'number', required: true }, note: { type: 'text', default: 'x' } },
  steps: [{ action: 'goto', url: 'http://127.0.0.1/' }],
});

let cwd: string;
let context: FakeContext;
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'run-'));
  writeFileSync(path.join(cwd, 'flow.json'), FLOW);
  context = fakeContext(cwd);
});
afterEach(() => rmSync(cwd, { recursive: true }));

function command(changes: Partial<RunCommand> = {}): RunCommand {
  return {
    kind: 'run',
    flow: 'flow.json',
    inputs: { count: '5' },
    rows: null,
    headed: false,
    priority: 0,
    start: { kind: 'now' },
    key: null,
    after: [],
    exports: [],
    artifacts: null,
    events: false,
    ...changes,
  };
}

/** Each queued job runs and completes by itself, one change at a time. */
function completing(services: FakeServices): void {
  services.onEnqueue = (jobs) => {
    for (const job of jobs) services.changed(job.claim().step(0, 'running'));
    setImmediate(() => {
      for (const job of jobs) services.changed(job.step(0, 'done').rows('books', 64).end('completed'));
    });
  };
}

function events(): RunEvent[] {
  return context.output.outLines.map((line) => RunEvent.parse(JSON.parse(line)));
}

describe('a run', () => {
  it('queues the flow with typed inputs, follows it to its end and exits 0', async () => {
    completing(context.services);
    expect(await executeCommand(command({ headed: true }), context)).toBe(0);
    expect(context.services.imported).toEqual([FLOW]);
    expect(context.services.enqueued).toEqual([
      { flowId: 1, inputs: { count: 5, note: 'x' }, headed: true, priority: 0, after: [] },
    ]);
    expect(context.output.errLines).toEqual([]);
    expect(context.output.outLines).toEqual([
      '#1 queued: books, version 1',
      '#1 attempt 1 begins on worker 1',
      '#1 step 1 Open page 1: done (0.4 s)',
      '#1 64 rows in books',
      '#1 completed after 0.0 s, 64 rows',
    ]);
  });

  it('prints one JSON event a line and nothing else on stdout with --events', async () => {
    completing(context.services);
    expect(await executeCommand(command({ events: true, exports: ['b.csv'] }), context)).toBe(0);
    const kinds = events().map((event) => event.kind);
    expect(kinds).toEqual(['queued', 'claimed', 'step', 'step', 'rows', 'ended', 'exported', 'finished']);
    expect(events().at(-1)).toMatchObject({ job: null, exitCode: 0, completed: 1, failed: 0 });
    expect(context.output.errLines).toEqual([]);
  });

  it('makes one job of each row and exports the rows of all, in the order of the file', async () => {
    writeFileSync(path.join(cwd, 'r.csv'), 'name\nA\nB\nC\n');
    completing(context.services);
    const given = command({ rows: 'r.csv', exports: ['out.xlsx', 'out.json'], events: true });
    expect(await executeCommand(given, context)).toBe(0);
    expect(context.services.enqueued[0]?.rows).toEqual([{ name: 'A' }, { name: 'B' }, { name: 'C' }]);
    expect(context.services.exported).toEqual([
      { jobIds: [1, 2, 3], format: 'xlsx', path: path.join(cwd, 'out.xlsx') },
      { jobIds: [1, 2, 3], format: 'json', path: path.join(cwd, 'out.json') },
    ]);
    const queued = events().filter((event) => event.kind === 'queued');
    expect(queued.map(({ job, row }) => [job, row])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('exits 1 when a job failed, says why and how to mend it, and exports what it has', async () => {
    context.services.onEnqueue = ([job]) => {
      if (job !== undefined) context.services.changed(job.claim().end('failed', AN_ERROR));
    };
    expect(await executeCommand(command({ exports: ['b.csv'] }), context)).toBe(1);
    expect(context.output.outLines.slice(2)).toEqual([
      '#1 failed after 0.0 s',
      '   TimeoutError at step 2: The button did not come.',
      '   Page: http://127.0.0.1/x',
      '   Mend: Look whether the page has changed.',
      `Wrote 64 rows to ${path.join(cwd, 'b.csv')}`,
    ]);
  });

  it('exits 4 when a job is parked', async () => {
    context.services.onEnqueue = ([job]) => {
      if (job !== undefined) context.services.changed(job.claim().end('parked'));
    };
    expect(await executeCommand(command(), context)).toBe(4);
  });

  it('exits 1 when an export could not be written although the job completed', async () => {
    completing(context.services);
    context.services.exportError = new Error('The disk is full.');
    expect(await executeCommand(command({ exports: ['b.csv'], events: true }), context)).toBe(1);
    expect(context.output.errLines).toEqual(['b.csv could not be written: The disk is full.']);
    expect(events().map((event) => event.kind)).toContain('problem');
  });

  it('sees the end also when the hint of the change was lost', async () => {
    context.services.onEnqueue = ([job]) => {
      job?.claim().end('completed');
      setImmediate(() => setImmediate(() => context.clock.fireLong()));
    };
    expect(await executeCommand(command(), context)).toBe(0);
  });

  it('ends its watch, so that nothing is read after it', async () => {
    completing(context.services);
    await executeCommand(command(), context);
    expect(context.services.watcherCount).toBe(0);
  });

  it('tells every line of a long log once and in order', async () => {
    context.services.onEnqueue = ([job]) => {
      if (job === undefined) return;
      job.claim();
      for (let seq = 0; seq < 2500; seq += 1) job.log(seq, `line ${seq}`, 'INFO', 1013 + seq);
      context.services.changed(job.end('completed'));
    };
    expect(await executeCommand(command({ events: true }), context)).toBe(0);
    const messages = events().flatMap((event) => (event.kind === 'log' ? [event.message] : []));
    expect(messages).toEqual(Array.from({ length: 2500 }, (_, seq) => `line ${seq}`));
    expect(
      events()
        .slice(-2)
        .map((event) => event.kind),
    ).toEqual(['ended', 'finished']);
  });

  it('shows control characters of pages as their code', async () => {
    context.services.onEnqueue = ([job]) => {
      if (job !== undefined)
        context.services.changed(job.claim().log(0, 'a\u001b[2Jb', 'WARN').end('completed'));
    };
    await executeCommand(command(), context);
    expect(context.output.outLines).toContain('#1 WARN a\\x1b[2Jb');
  });

  it('says that the queue is paused, because the jobs then wait', async () => {
    completing(context.services);
    context.services.paused = true;
    await executeCommand(command(), context);
    expect(context.output.errLines).toEqual([
      'The queue is paused: the jobs wait until it is resumed in the window.',
    ]);
  });

  it('copies the artifacts, and never out of the chosen folder', async () => {
    const data = path.join(cwd, 'data');
    mkdirSync(path.join(data, '1', '1'), { recursive: true });
    writeFileSync(path.join(data, '1', '1', 'a.png'), 'png');
    writeFileSync(path.join(cwd, 'secret'), 'secret');
    const services = new (class extends FakeServices {
      override readonly artifactsDir = data;
    })();
    context = fakeContext(cwd, services);
    services.onEnqueue = ([job]) => {
      if (job === undefined) return;
      services.changed(
        job.claim().artifact('a.png', '1/1/a.png').artifact('s', '../secret').end('completed'),
      );
    };
    expect(await executeCommand(command({ artifacts: 'out/deep' }), context)).toBe(1);
    expect(readFileSync(path.join(cwd, 'out/deep/1/1/a.png'), 'utf8')).toBe('png');
    expect(context.output.errLines).toEqual(['../secret was left out: it points out of its folder.']);
    expect(context.output.outLines.at(-1)).toBe(`Copied 1 file to ${path.join(cwd, 'out/deep')}`);
  });
});

describe('what a run asks for', () => {
  it('reaches the queue: priority, time, key and the jobs it comes after', async () => {
    completing(context.services);
    const start = { kind: 'at', at: 4_000_000_000_000 } as const;
    const key = { text: 'daily', mode: 'replace' } as const;
    const after = [{ jobId: JobId.parse(7), needs: 'ended' as const, takes: { count: 'result.count' } }];
    const given = command({ inputs: {}, priority: -5, start, key, after });
    expect(await executeCommand(given, context)).toBe(0);
    // The input that is taken from job 7 is required and not given: it comes later.
    const inputs = { note: 'x' };
    expect(context.services.enqueued).toEqual([
      { flowId: 1, inputs, priority: -5, runAt: 4_000_000_000_000, key, after },
    ]);
    expect(context.output.errLines).toEqual([expect.stringMatching(/^Nothing starts before 2096-10-0\d /)]);
  });

  it('counts a delay from now', async () => {
    completing(context.services);
    await executeCommand(command({ start: { kind: 'delay', ms: 60_000 } }), context);
    expect(context.services.enqueued[0]?.runAt).toBe(61_000);
  });

  it('is refused with nothing saved or queued when a take is wrong', async () => {
    const takes = { coutn: 'result.x', note: 'result.(' };
    const given = command({ after: [{ jobId: JobId.parse(7), needs: 'completed', takes }] });
    expect(await executeCommand(given, context)).toBe(2);
    const said = context.output.errLines.join('\n');
    expect(said).toContain('--take coutn: is not an input of this flow. Nearest: count');
    expect(said).toContain('--take note: "result.(" cannot be read: ');
    expect(context.services.imported).toEqual([]);
    expect(context.services.enqueued).toEqual([]);
  });
});

describe('a run whose key stands already', () => {
  const key = { text: 'daily', mode: 'skip' } as const;

  it('says so and follows the job that stands', async () => {
    const job = context.services.add(9).claim();
    context.services.standing = job;
    context.services.onEnqueue = () => context.services.changed(job.end('completed'));
    expect(await executeCommand(command({ key, events: true }), context)).toBe(0);
    expect(context.output.errLines).toEqual([
      'Job #9 with the key "daily" stands already: nothing was queued for it.',
    ]);
    expect(events().map(({ kind, job: id }) => [kind, id])).toEqual([
      ['queued', 9],
      ['claimed', 9],
      ['ended', 9],
      ['finished', null],
    ]);
  });

  it('counts and exports that job once, although several rows have the key', async () => {
    writeFileSync(path.join(cwd, 'r.csv'), 'name\nA\nB\n');
    const job = context.services.add(9).claim();
    context.services.standing = job;
    context.services.onEnqueue = () => context.services.changed(job.end('completed'));
    expect(await executeCommand(command({ key, rows: 'r.csv', exports: ['o.csv'] }), context)).toBe(0);
    expect(context.services.exported[0]?.jobIds).toEqual([9]);
    expect(context.output.outLines).toContain('#9 queued: books, version 1 for row 1');
  });

  it('leaves that job alone at Ctrl-C and ends', async () => {
    context.services.standing = context.services.add(9).claim();
    context.services.onEnqueue = () => context.interrupts.interrupt();
    expect(await executeCommand(command({ key }), context)).toBe(3);
    expect(context.services.cancelled).toEqual([]);
    expect(context.output.outLines.at(-1)).toBe('Left: the job goes on when Runwright runs.');
  });
});

describe('Ctrl-C', () => {
  it('cancels the jobs, waits for them to stop, exports what they have and exits 3', async () => {
    const { services, interrupts } = context;
    services.onEnqueue = ([job]) => {
      if (job !== undefined) services.changed(job.claim().rows('books', 3));
      interrupts.interrupt();
    };
    services.onCancel = (job) => {
      services.changed(job.event('cancel_asked', 'processing'));
      setImmediate(() => services.changed(job.end('cancelled')));
    };
    expect(await executeCommand(command({ exports: ['b.csv'], events: true }), context)).toBe(3);
    expect(services.cancelled).toEqual([1]);
    expect(services.exported).toHaveLength(1);
    expect(events().at(-1)).toMatchObject({ kind: 'finished', exitCode: 3, cancelled: 1 });
    expect(context.output.errLines).toEqual(['Cancelling; Ctrl-C once more leaves at once.']);
  });

  it('pressed twice leaves at once, although the job resists', async () => {
    const { services, interrupts } = context;
    services.onEnqueue = ([job]) => {
      if (job !== undefined) services.changed(job.claim());
      interrupts.interrupt();
      interrupts.interrupt();
    };
    expect(await executeCommand(command({ events: true }), context)).toBe(3);
    expect(events().at(-1)).toMatchObject({ kind: 'finished', leftRunning: 1, exitCode: 3 });
  });

  it('that comes before the jobs are queued is not lost', async () => {
    context.interrupts.interrupt();
    context.services.onCancel = (job) => context.services.changed(job.end('cancelled'));
    expect(await executeCommand(command(), context)).toBe(3);
  });
});

describe('wrong input', () => {
  it('is told whole, each fault on its line, and nothing is saved or queued', async () => {
    writeFileSync(
      path.join(cwd, 'bad.json'),
      JSON.stringify({ runwright: 1, name: 'x', steps: [{ action: 'clik' }, { action: 'goto' }], color: 1 }),
    );
    writeFileSync(path.join(cwd, 'r.csv'), 'a,a\n');
    const given = command({ flow: 'bad.json', rows: 'r.csv', exports: ['x.pdf'], artifacts: 'bad.json/x' });
    expect(await executeCommand(given, context)).toBe(2);
    const said = context.output.errLines.join('\n');
    expect(said).toMatch(/^bad\.json: \d+ faults$/m);
    expect(said).toMatch(/^ {2}steps\[0\]\.action: .*click/m);
    expect(said).toMatch(/^ {2}steps\[1\]\.url: /m);
    expect(said).toMatch(/^ {2}color: /m);
    expect(said).toMatch(/^r\.csv: 2 faults$/m);
    expect(said).toMatch(/^--export: x\.pdf must end in/m);
    expect(said).toMatch(/^--artifacts: bad\.json\/x cannot be used/m);
    expect(said).not.toMatch(/ at .*:\d+:\d+/);
    expect(context.output.outLines).toEqual([]);
    expect(context.services.imported).toEqual([]);
    expect(context.services.enqueued).toEqual([]);
  });

  it('says where it looked for a file that is not there', async () => {
    expect(await executeCommand(command({ flow: 'none.json' }), context)).toBe(2);
    expect(context.output.errLines).toEqual([
      `none.json: there is no such file (looked for ${path.join(cwd, 'none.json')}). Check the name and the folder.`,
    ]);
  });

  it('names a folder, and a file that is not UTF-8, for what they are', async () => {
    writeFileSync(path.join(cwd, 'latin.json'), Buffer.from([0x7b, 0xe4, 0x7d]));
    expect(await executeCommand(command({ flow: '.' }), context)).toBe(2);
    expect(await executeCommand(command({ flow: 'latin.json' }), context)).toBe(2);
    expect(context.output.errLines).toEqual([
      '.: is a folder; give the name of a file in it.',
      'latin.json: is not UTF-8 text. Save it as UTF-8.',
    ]);
  });

  it('tells missing, unknown and mistyped inputs', async () => {
    expect(await executeCommand(command({ inputs: { coutn: '1' } }), context)).toBe(2);
    expect(await executeCommand(command({ inputs: { count: 'many' } }), context)).toBe(2);
    const said = context.output.errLines.join('\n');
    expect(said).toMatch(/inputs\.coutn: .* Nearest: count/);
    expect(said).toMatch(/inputs\.count: .*required/);
    expect(said).toMatch(/inputs\.count: a number is expected/);
    expect(context.services.enqueued).toEqual([]);
  });
});

describe('the exit code of several jobs', () => {
  const none = { completed: 0, failed: 0, cancelled: 0, parked: 0, leftRunning: 0 };
  it.each([
    [{ ...none, completed: 3 }, false, 0, 0],
    [{ ...none, completed: 3 }, true, 0, 0],
    [{ ...none, completed: 3 }, false, 1, 1],
    [{ ...none, completed: 1, failed: 1, parked: 1, cancelled: 1 }, false, 0, 1],
    [{ ...none, completed: 1, parked: 1, cancelled: 1 }, false, 0, 4],
    [{ ...none, completed: 1, cancelled: 1 }, false, 0, 3],
    [{ ...none, failed: 1, cancelled: 1 }, true, 0, 3],
    [{ ...none, failed: 1 }, true, 0, 1],
    [{ ...none, leftRunning: 1 }, true, 0, 3],
  ])('of %j, interrupted %s, with %i unwritten files is %i', (tally, interrupted, problems, code) => {
    expect(exitCodeOf(tally, interrupted, problems)).toBe(code);
  });
});
