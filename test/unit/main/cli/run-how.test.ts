import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { executeCommand } from '../../../../electron/main/cli/execute.ts';
import type { RunCommand } from '../../../../electron/main/cli/run-args.ts';
import { type FakeContext, type FakeServices, fakeContext } from './fake-services.ts';

let cwd: string;
let context: FakeContext;
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'run-'));
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

describe('a run that says how its steps run', () => {
  it('names the steps of --from and --break by number or id, and says that only the window lets them go on', async () => {
    const inner = { action: 'press', id: 'send', key: 'Enter' };
    const steps = [
      { action: 'goto', id: 'open', url: 'http://127.0.0.1/' },
      { action: 'repeat', times: 2, steps: [inner] },
    ];
    writeFileSync(path.join(cwd, 'stops.json'), JSON.stringify({ runwright: 1, name: 'stops', steps }));
    completing(context.services);
    const how = { from: 'open', only: null, breaks: ['send', '2.1', '2'], slowMs: 50, holdMinutes: null };
    const stops = command({ flow: 'stops.json', inputs: {}, how });
    expect(await executeCommand(stops, context)).toBe(0);
    expect(context.services.enqueued).toMatchObject([
      { run: { from: '1', breakpoints: ['2.1', '2'], slowMs: 50 } },
    ]);
    expect(context.output.errLines).toEqual([
      'Only the window lets a job that stands still go on: open it first, then run this command.',
    ]);
    expect(await executeCommand(stops, { ...context, staysOpen: true })).toBe(0);
    expect(context.output.errLines).toHaveLength(1);
  });

  it('refuses steps that the flow does not have, all at once, and queues nothing', async () => {
    const inner = { action: 'press', id: 'send', key: 'Enter' };
    const steps = [{ action: 'repeat', times: 2, steps: [inner] }];
    writeFileSync(path.join(cwd, 'stops.json'), JSON.stringify({ runwright: 1, name: 'stops', steps }));
    const how = { from: 'send', only: null, breaks: ['9', 'sned'], slowMs: null, holdMinutes: null };
    expect(await executeCommand(command({ flow: 'stops.json', inputs: {}, how }), context)).toBe(2);
    expect(context.services.enqueued).toEqual([]);
    const printed = context.output.errLines.join('\n');
    expect(printed).toContain(
      'names step 1.1, which stands inside of another; a job begins at a step of the',
    );
    expect(printed).toContain('--break 9: names no step of the flow: it has 1 step.');
    expect(printed).toMatch(/--break sned: names no step .* Nearest: send/);
  });
});
