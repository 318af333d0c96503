import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkpointSeals, readCheckpoint } from '../../../../electron/main/services/checkpoints.ts';
import { AppError } from '../../../../shared/errors.ts';
import { EnqueueInput } from '../../../../shared/ipc/contract.ts';
import { claimOne, LOGIN_ERROR } from '../../../support/queue-bench.ts';
import { type ServicesBench, servicesBench } from './services-bench.ts';

let bench: ServicesBench;
beforeEach(() => {
  bench = servicesBench();
});
afterEach(() => bench.dispose());

const STATE = { url: 'http://x/?q=1', variables: { pin: 'hunter2-🔑' }, secret: ['pin'] };
const BROWSER = {
  cookies: [],
  origins: [{ origin: 'http://x', localStorage: [{ name: 'sid', value: 'cookie-monster' }] }],
};
const NOTHING = { stepsTotal: 3, steps: [], lines: [], rows: [], artifacts: [], once: null };

function enqueue(request: Record<string, unknown>) {
  const [id] = bench.jobs.enqueue(EnqueueInput.parse(request)).ids;
  if (id === undefined) throw new Error('nothing was queued');
  return id;
}

it('a checkpoint with secrets and the state of a browser lie sealed in the file, and come back as they were', () => {
  const id = enqueue({ flowId: bench.save({}) });
  const seals = checkpointSeals(bench.vault);
  const lease = claimOne(bench);
  const state = seals.checkpointText(STATE, true);
  bench.queue.record(lease, { ...NOTHING, checkpoint: { step: 2, kept: 0, state } });
  bench.queue.keepBrowserState(lease, seals.browserStateText(BROWSER));
  bench.queue.fail(lease, LOGIN_ERROR);
  const bytes = Buffer.concat([readFileSync(bench.file), readFileSync(`${bench.file}-wal`)]);
  for (const secret of ['hunter2', 'cookie-monster']) expect(bytes.includes(secret)).toBe(false);
  expect(readCheckpoint(bench.db, bench.vault, id)).toEqual({ step: 2, state: STATE, browser: BROWSER });
  expect(seals.checkpointText({ ...STATE, secret: [] }, false)).toContain('hunter2');
});

it('freezes the versions of called flows when a job is queued', () => {
  const inner = { name: 'Inner', steps: [{ action: 'log', message: 'old' }] };
  bench.save(inner);
  const outer = bench.save({ name: 'Outer', steps: [{ action: 'callFlow', flow: 'Inner' }] });
  enqueue({ flowId: outer });
  bench.save({ ...inner, steps: [{ action: 'log', message: 'new' }] });
  expect(claimOne(bench).called).toMatchObject({ Inner: { steps: [{ message: 'old' }] } });
});

it('queues nothing of a flow that calls one that is not there, and says where', () => {
  const flowId = bench.save({ name: 'Outer', steps: [{ action: 'callFlow', flow: 'Nobody' }] });
  let thrown: unknown;
  try {
    enqueue({ flowId });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(AppError);
  expect(thrown).toMatchObject({ code: 'invalid_input', faults: [{ path: 'steps[0].flow' }] });
  expect(bench.queue.counts().all).toBe(0);
});

it('makes one job of all rows when it is asked to, and needs rows for it', () => {
  const flowId = bench.save({});
  enqueue({ flowId, rows: [{ a: 1 }, { a: 2 }], rowsMode: 'job' });
  expect(claimOne(bench)).toMatchObject({ rowsTotal: 2, row: null });
  expect(() => enqueue({ flowId, rowsMode: 'job' })).toThrow('needs rows');
});
