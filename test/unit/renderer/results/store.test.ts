import { expect, test, vi } from 'vitest';
import { createRowActions } from '../../../../renderer/features/results/actions.ts';
import { createResultsStore } from '../../../../renderer/features/results/store.ts';
import type { PageFault } from '../../../../renderer/ui/page-fault.ts';
import { AppError } from '../../../../shared/errors.ts';
import { FlowId, JobId } from '../../../../shared/ids.ts';
import {
  CopyInput,
  type Dataset,
  PageInput,
  type ResultsSummary,
} from '../../../../shared/ipc/results-calls.ts';
import { AnsweringBridge } from '../job/answering-bridge.ts';
import { makeJob } from '../jobs/make-job.ts';

const flowId = FlowId.parse(1);
const id = (value: number): JobId => JobId.parse(value);
const dataset = (name: string, jobId: number): Dataset => ({
  flowId,
  flowName: 'Shop',
  name,
  jobId: id(jobId),
  at: 1,
  rows: 2,
});
const run = (jobId: number) => ({ job: makeJob(jobId, { flowId, rowCount: 2 }), rows: 2 });
const summary = (total: number): ResultsSummary => ({
  total,
  counts: { rows: total, failed: 0, changed: 0, added: 0, removed: 0 },
  columns: [],
  key: [],
  lookedThrough: total,
  complete: true,
  chars: 0,
  jsonChars: 0,
});

function open(answers: ConstructorParameters<typeof AnsweringBridge>[0] = {}) {
  const bridge = new AnsweringBridge({
    'results.datasets': () => ({
      datasets: [dataset('books', 9), dataset('stock', 5)],
      lookedThrough: 2,
      next: null,
    }),
    'results.runs': () => ({ runs: [run(9), run(4)], next: null }),
    'results.page': () => ({ rows: [], summary: summary(2) }),
    ...answers,
  });
  const results = createResultsStore(bridge.client);
  return {
    bridge,
    results,
    state: () => results.store.getState(),
    look: () => results.store.getState().pages?.look,
  };
}

test('without a wish the newest run of the newest dataset is looked at', async () => {
  const { results, look } = open();
  await results.open({});
  expect(look()).toMatchObject({ dataset: 'books', jobId: 9, against: null, show: 'all' });
});

test('a run can be compared with another one, and what only a comparison has goes with it', async () => {
  const { results, look } = open();
  await results.open({ dataset: 'books', flowId, jobId: id(9), against: id(4) });
  results.change({ show: 'added', filter: 'x' });
  expect(look()).toMatchObject({ jobId: 9, against: 4, show: 'added', filter: 'x' });
  await results.open({ dataset: 'books', flowId, jobId: id(9) });
  expect(look()).toMatchObject({ against: null, show: 'all', filter: 'x' });
});

test('all runs together are compared with nothing', async () => {
  const { results, look } = open();
  await results.open({ dataset: 'books', flowId, all: true, against: id(4) });
  expect(look()).toMatchObject({ jobId: null, against: null });
});

test('the same look is not read twice; another dataset begins without the filter', async () => {
  const { bridge, results, look } = open();
  await results.open({});
  await results.open({ dataset: 'books' });
  expect(bridge.count('results.page')).toBe(1);
  results.change({ filter: 'x' });
  await results.open({ dataset: 'stock', flowId });
  expect(look()).toMatchObject({ dataset: 'stock', filter: '' });
});

test('a dataset that the list does not reach is opened by its flow and job', async () => {
  const { results, look } = open({
    'results.datasets': () => ({ datasets: [], lookedThrough: 0, next: id(3) }),
  });
  await results.open({ dataset: 'old', flowId, jobId: id(2) });
  expect(look()).toMatchObject({ dataset: 'old', jobId: 2 });
});

test('the search further back adds what is new', async () => {
  const { results, state } = open({
    'results.datasets': (input) =>
      JSON.stringify(input) === '{}'
        ? { datasets: [dataset('books', 9)], lookedThrough: 5, next: id(3) }
        : { datasets: [dataset('books', 2), dataset('stock', 1)], lookedThrough: 2, next: null },
  });
  await results.open({});
  await results.lookFurther();
  expect(state().datasets?.map(({ name, jobId }) => [name, jobId])).toEqual([
    ['books', 9],
    ['stock', 1],
  ]);
  expect(state()).toMatchObject({ lookedThrough: 7, furtherDatasets: null });
});

test('rows that came meanwhile are told, and read when they are wanted', async () => {
  const { results, state, look } = open();
  await results.open({});
  results.jobChanged(makeJob(9, { flowId, rowCount: 2 }));
  results.jobChanged(makeJob(10, { flowId: FlowId.parse(2), rowCount: 9 }));
  expect(state().hasNews).toBe(false);
  results.jobChanged(makeJob(10, { flowId, rowCount: 1 }));
  expect(state().hasNews).toBe(true);
  await results.refresh();
  expect(state().hasNews).toBe(false);
  expect(look()?.stamp).toBe(1);
});

test('the summary before stays until the next one is there; a fault has its place, a look that was replaced has none', async () => {
  let fault: AppError | null = null;
  const { results, state } = open({
    'results.page': () => {
      if (fault !== null) throw fault;
      return { rows: [], summary: summary(2) };
    },
  });
  await results.open({});
  await vi.waitFor(() => expect(state().pages?.snapshot().isRead).toBe(true));
  fault = new AppError('conflict', 'Another look has begun.');
  results.change({ filter: 'x' });
  await state().pages?.need(0, 1);
  expect(state().pages?.snapshot()).toMatchObject({ isRead: false, error: null, summary: { total: 2 } });
  fault = new AppError('unavailable', 'The reader ended.');
  results.change({ filter: 'y' });
  await state().pages?.need(200, 201);
  expect(state().pages?.snapshot().error?.code).toBe('unavailable');
});

test('a table that is cut is said to be; what cannot be copied is told in its place', async () => {
  const { bridge, results, look } = open({
    'results.copy': (input) => {
      const { from, to } = CopyInput.parse(input);
      return { rows: Math.min(10_000, to - from), text: 'a', html: '<table></table>' };
    },
  });
  await results.open({});
  const told: string[] = [];
  const faults: (PageFault | null)[] = [];
  let refuses = false;
  const actions = createRowActions({
    client: bridge.client,
    putTable: async () => {
      if (refuses) throw new AppError('unavailable', 'The clipboard is not there.');
    },
    announce: () => undefined,
    tell: (sentence) => told.push(sentence),
    onFault: (fault) => faults.push(fault),
  });
  const now = look();
  if (now === undefined) throw new Error('Nothing is looked at.');
  await actions.copy(now, ['a'], { from: 0, to: 5, head: true });
  await actions.copy(now, ['a'], { from: 0, to: 10_000, head: true });
  await actions.copy(now, ['a'], { from: 0, to: 20_000, head: true });
  expect(told).toEqual([
    '5 rows copied',
    '10,000 rows copied',
    'The first 10,000 rows were copied: more do not go on the clipboard',
  ]);
  refuses = true;
  await actions.copy(now, ['a'], { from: 0, to: 5, head: true });
  expect(faults.at(-1)).toEqual({
    title: 'The rows could not be copied',
    detail: 'The clipboard is not there.',
  });
  expect(PageInput.shape.look.safeParse(now).success).toBe(true);
});
