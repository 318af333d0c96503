import { afterEach, beforeEach, expect, it } from 'vitest';
import { countFlowJobs, LAST_RUNS, lastRunsOf } from '../../../../electron/database/flow-runs.ts';
import { FlowStore } from '../../../../electron/main/flows/flow-store.ts';
import { FlowTrash } from '../../../../electron/main/flows/flow-trash.ts';
import { FlowVersions } from '../../../../electron/main/flows/flow-versions.ts';
import { callersOf, duplicateFlow, renameFlow } from '../../../../electron/main/services/flow-names.ts';
import { removeFlow } from '../../../../electron/main/services/flow-removal.ts';
import { type QueueBench, queueBench } from '../../../support/queue-bench.ts';
import { explain } from '../../../support/temp-db.ts';

let bench: QueueBench;
let flows: FlowStore;
let trash: FlowTrash;
beforeEach(() => {
  bench = queueBench();
  flows = new FlowStore(bench.db, bench.clock);
  trash = new FlowTrash(bench.db, bench.clock);
});
afterEach(() => bench.dispose());

const save = (name: string, steps: object[] = [{ action: 'reload' }]) => flows.save({ name, steps }).summary;
const names = (): string[] => flows.list().map(({ name }) => name);

function addJobs(flowId: number, count: number): void {
  const version = bench.db
    .prepare<[number], number>('SELECT id FROM flow_version WHERE flow_id = ? ORDER BY version DESC')
    .pluck()
    .get(flowId);
  const add = bench.db.prepare<unknown[]>(
    `INSERT INTO job (run_at, flow_id, flow_version_id, created_at, retry, inputs) VALUES (?, ?, ?, ?, '{}', '{}')`,
  );
  for (let at = 1; at <= count; at++) add.run(at, flowId, version, at);
}

it('a flow in the trash is listed there alone, and is not called or taken by its name', () => {
  const shop = save('Shop');
  trash.put(shop.id);
  expect(names()).not.toContain('Shop');
  expect(flows.trashed()).toMatchObject([{ flow: { id: shop.id, name: 'Shop' } }]);
  expect([flows.find('Shop'), flows.get(shop.id).isTrashed]).toEqual([undefined, true]);
  expect(() => save('Shop')).toThrow('is the name of a flow in the trash');
  trash.restore(shop.id);
  expect(names()).toContain('Shop');
});

it('an example stays in the trash when the app saves it again, and cannot be removed for good', () => {
  const example = { name: 'Example', steps: [] };
  const { id } = flows.save(example, { isExample: true }).summary;
  trash.put(id);
  expect(flows.save(example, { isExample: true }).summary.version).toBe(1);
  expect(flows.get(id).isTrashed).toBe(true);
  expect(() => trash.remove(id)).toThrow('comes with the app');
});

it('an example that a person changed is not changed back by the next start', () => {
  const example = { name: 'Example', steps: [] };
  const { id } = flows.save(example, { isExample: true }).summary;
  flows.saveAs(id, { ...example, description: 'mine' });
  expect(flows.save(example, { isExample: true }).summary).toMatchObject({ version: 2, description: 'mine' });
});

it('a flow without jobs is removed whole; one with jobs leaves its versions to them and frees its name', () => {
  const [none, some] = [save('None'), save('Some')];
  addJobs(some.id, 1);
  expect(() => trash.remove(none.id)).toThrow('to the trash first');
  for (const { id } of [none, some]) {
    trash.put(id);
    trash.remove(id);
  }
  const left = bench.db.prepare<[], number>('SELECT flow_id FROM flow_version').pluck().all();
  expect([left.includes(none.id), left.includes(some.id)]).toEqual([false, true]);
  expect(flows.trashed()).toEqual([]);
  expect(() => flows.get(some.id)).toThrow('There is no flow');
  expect(save('Some').id).not.toBe(some.id);
});

it('a flow that others call leaves its versions to the jobs that called it', () => {
  const called = save('Sign "in"');
  save('Caller', [{ action: 'callFlow', flow: 'Sign "in"' }]);
  expect(callersOf(flows, called.id)).toEqual(['Caller']);
  trash.put(called.id);
  trash.remove(called.id);
  expect(new FlowVersions(bench.db).list(called.id)).toHaveLength(1);
});

it('is not removed for good while jobs of it wait or run', async () => {
  const shop = save('Shop');
  addJobs(shop.id, 2);
  trash.put(shop.id);
  const count = async (): Promise<{ open: number }> => countFlowJobs(bench.db, shop.id);
  await expect(removeFlow(trash, count, shop.id)).rejects.toThrow('2 jobs of the flow wait or run');
});

it('jobs of a flow in the trash are held like those of a paused one', () => {
  const shop = save('Shop');
  trash.put(shop.id);
  bench.queue.setFlowLimits(shop.id, {});
  const { versionId } = flows.get(shop.id);
  bench.add({ flowId: shop.id, flowVersionId: versionId });
  const claim = () => bench.queue.claim(bench.workerA, 5);
  expect(claim()).toEqual([]);
  trash.restore(shop.id);
  bench.queue.setFlowLimits(shop.id, {});
  expect(claim()).toHaveLength(1);
});

it('a copy has a free name, the steps and the tags', () => {
  const shop = save('Shop');
  flows.setTags(shop.id, ['daily', 'daily', 'shop']);
  expect(duplicateFlow(flows, shop.id, 'copy')).toMatchObject({
    name: 'Shop (copy)',
    version: 1,
    tags: ['daily', 'shop'],
  });
  expect(duplicateFlow(flows, shop.id, 'copy').name).toBe('Shop (copy 2)');
  const long = save('x'.repeat(200));
  expect(duplicateFlow(flows, long.id, 'copy').name).toMatch(/^x{193} \(copy\)$/);
});

it('another name is the next version, and a taken one is refused', () => {
  const shop = save('Shop');
  save('Books', [{ action: 'callFlow', flow: 'Shop' }]);
  expect(() => renameFlow(flows, shop.id, 'Books')).toThrow('There is a flow “Books” already');
  expect(renameFlow(flows, shop.id, 'Store')).toMatchObject({
    flow: { id: shop.id, name: 'Store', version: 2 },
    before: 1,
    calledBy: ['Books'],
  });
  expect(new FlowVersions(bench.db).list(shop.id)).toMatchObject([
    { version: 2, name: 'Store', stepCount: 1 },
    { version: 1, name: 'Shop', stepCount: 1 },
  ]);
});

it('the last 20 jobs of a flow come newest first, through the index of the flow', () => {
  const shop = save('Shop');
  addJobs(shop.id, 25);
  const runs = lastRunsOf(bench.db)(shop.id, 1000);
  expect(runs).toHaveLength(20);
  expect(runs[0]).toMatchObject({ state: 'pending', at: 25 });
  expect(runs.map(({ jobId }) => jobId)).toEqual(runs.map(({ jobId }) => jobId).toSorted((a, b) => b - a));
  expect(explain(bench.db, LAST_RUNS, { flowId: 1 })).toEqual([
    'SEARCH job USING INDEX job_flow (flow_id=?)',
  ]);
  expect(countFlowJobs(bench.db, shop.id)).toEqual({ jobs: 25, open: 25 });
});
