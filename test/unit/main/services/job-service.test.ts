import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getDetail } from '../../../../electron/database/queries.ts';
import { runOptionsReader } from '../../../../electron/database/run-options.ts';
import { AppError } from '../../../../shared/errors.ts';
import { FlowId } from '../../../../shared/ids.ts';
import { EnqueueInput } from '../../../../shared/ipc/contract.ts';
import { type ServicesBench, servicesBench } from './services-bench.ts';

const PASSWORD = 'hunter2-Zürich-🔑';

let bench: ServicesBench;
beforeEach(() => {
  bench = servicesBench();
});
afterEach(() => bench.dispose());

function enqueue(request: Record<string, unknown>) {
  return bench.jobs.enqueue(EnqueueInput.parse(request)).ids;
}

function jobCount(): unknown {
  return bench.db.prepare('SELECT count(*) FROM job').pluck().get();
}

function thrownBy(act: () => unknown): AppError {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Every byte of the database and its log. */
function fileBytes(): Buffer {
  return Buffer.concat([readFileSync(bench.file), readFileSync(`${bench.file}-wal`)]);
}

it('refuses wrong inputs with every fault, and queues nothing', () => {
  const flowId = bench.save({
    inputs: { count: { type: 'number' }, site: { type: 'url', required: true } },
  });
  const error = thrownBy(() => enqueue({ flowId, inputs: { count: 'many', sit: 'x' } }));
  expect(error.code).toBe('invalid_input');
  expect(error.faults.map(({ path }) => path).sort()).toEqual(['inputs.count', 'inputs.sit', 'inputs.site']);
  expect(jobCount()).toBe(0);
});

it('keeps how the steps are run with the job, also through a retry with other inputs', () => {
  const flowId = bench.save({ inputs: { count: { type: 'number' } } });
  const run = { only: '1', slowMs: 5, breakpoints: ['1'] };
  const [id] = enqueue({ flowId, run, inputs: { count: 1 } });
  if (id === undefined) throw new Error('nothing was queued');
  bench.queue.cancel(id);
  expect(bench.jobs.retry(id, { count: 2 })).toBe('queued');
  expect(runOptionsReader(bench.db)(id)).toEqual(run);
});

it('refuses to begin or stop at steps that the flow does not have, and to do both from and only', () => {
  const flowId = bench.save({});
  const error = thrownBy(() => enqueue({ flowId, run: { from: '2', only: '1', breakpoints: ['1', '1.1'] } }));
  expect(error.code).toBe('invalid_input');
  expect(error.faults.map(({ path }) => path)).toEqual(['run.from', 'run.breakpoints[1]', 'run.only']);
  expect(error.faults[0]?.message).toBe(
    '“2” names no step of the flow: it has 1 step. Give a number such as 3 or 4.2, or the id of a step.',
  );
  expect(jobCount()).toBe(0);
});

it('refuses a flow that is not there', () => {
  expect(thrownBy(() => enqueue({ flowId: FlowId.parse(999) })).code).toBe('not_found');
});

it('keeps a secret sealed: its text is nowhere in the file, and the vault opens it', () => {
  const flowId = bench.save({
    inputs: { user: { type: 'text' }, password: { type: 'text', secret: true } },
  });
  const [id] = enqueue({ flowId, inputs: { user: 'robin-plain', password: PASSWORD } });
  const bytes = fileBytes();
  expect(bytes.includes('robin-plain')).toBe(true);
  expect(bytes.includes(PASSWORD)).toBe(false);
  expect(bytes.includes(JSON.stringify(PASSWORD).slice(1, -1))).toBe(false);
  const [claim] = bench.queue.claim(bench.workerA, 1);
  expect(claim?.jobId).toBe(id);
  expect(claim?.inputs.user).toBe('robin-plain');
  const sealed = claim?.inputs.password;
  expect(sealed).toEqual({ $sealed: expect.any(String) });
  if (typeof sealed !== 'object' || sealed === null || !('$sealed' in sealed)) throw new Error('not sealed');
  expect(bench.vault.open({ $sealed: String(sealed.$sealed) })).toBe(PASSWORD);
});

it('leaves a secret that was not given out, and never shows one in the subtitle', () => {
  const flowId = bench.save({
    inputs: { user: { type: 'text' }, password: { type: 'text', secret: true } },
  });
  const [without, withOne] = [
    ...enqueue({ flowId, inputs: { user: 'a' } }),
    ...enqueue({ flowId, inputs: { user: 'b', password: PASSWORD } }),
  ];
  if (without === undefined || withOne === undefined) throw new Error('two jobs were expected');
  expect(getDetail(bench.db, without).inputs).toEqual({ user: 'a' });
  expect(getDetail(bench.db, withOne).job.subtitle).toBe('user b');
});

it('makes one job a row, in order, all or none', () => {
  const flowId = bench.save({});
  const ids = enqueue({ flowId, rows: [{ title: 'Emma' }, { title: 'Persuasion' }, { title: 'Sanditon' }] });
  expect(ids).toHaveLength(3);
  const subtitles = ids.map((id) => getDetail(bench.db, id).job.subtitle);
  expect(subtitles).toEqual(['title Emma', 'title Persuasion', 'title Sanditon']);
  expect([...ids].sort((a, b) => a - b)).toEqual(ids);
});

it('takes the flow’s retries, else those of the settings', () => {
  const retryOf = (id: number | undefined): unknown =>
    JSON.parse(String(bench.db.prepare('SELECT retry FROM job WHERE id = ?').pluck().get(id)));
  const [usual] = enqueue({ flowId: bench.save({ name: 'usual' }) });
  const [own] = enqueue({ flowId: bench.save({ name: 'own', retry: { max: 7 } }) });
  expect(retryOf(usual)).toMatchObject({ max: 3 });
  expect(retryOf(own)).toMatchObject({ max: 7 });
  bench.dispose();
  bench = servicesBench(0);
  const [none] = enqueue({ flowId: bench.save({ name: 'none' }) });
  expect(retryOf(none)).toMatchObject({ max: 0 });
});

it('shows the browser when the request says so, else when the flow does', () => {
  const headedOf = (id: number | undefined): unknown =>
    bench.db.prepare('SELECT headed FROM job WHERE id = ?').pluck().get(id);
  const visible = bench.save({ name: 'visible', browser: { headless: false } });
  const plain = bench.save({ name: 'plain' });
  expect(headedOf(enqueue({ flowId: visible })[0])).toBe(1);
  expect(headedOf(enqueue({ flowId: visible, headed: false })[0])).toBe(0);
  expect(headedOf(enqueue({ flowId: plain })[0])).toBe(0);
  expect(headedOf(enqueue({ flowId: plain, headed: true })[0])).toBe(1);
});
