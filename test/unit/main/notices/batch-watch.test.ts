import { beforeEach, expect, it } from 'vitest';
import { type BatchEnd, BatchWatch } from '../../../../electron/main/notices/batch-watch.ts';
import { JobId } from '../../../../shared/ids.ts';
import type { JobState } from '../../../../shared/job/state.ts';

let ends: BatchEnd[];
let watch: BatchWatch;
beforeEach(() => {
  ends = [];
  watch = new BatchWatch((end) => ends.push(end));
});

const ids = (from: number, to: number): JobId[] =>
  Array.from({ length: to - from + 1 }, (_, index) => JobId.parse(from + index));
const change = (id: number, state: JobState): void => watch.jobChanged({ id: JobId.parse(id), state });

it('tells a batch when the last of its jobs has ended, by how they ended', () => {
  watch.started(ids(1, 40));
  for (let id = 1; id <= 37; id++) change(id, 'completed');
  change(38, 'cancelled');
  change(39, 'failed');
  change(39, 'failed');
  change(40, 'parked');
  expect(ends).toEqual([]);
  change(40, 'failed');
  expect(ends).toEqual([{ jobs: 40, completed: 37, failed: 2 }]);
  change(40, 'completed');
  expect(ends).toHaveLength(1);
});

it('takes one job alone for no batch', () => {
  watch.started(ids(1, 1));
  change(1, 'completed');
  expect(ends).toEqual([]);
});

it('follows fifty batches at most', () => {
  for (let n = 0; n < 51; n++) watch.started(ids(n * 2 + 1, n * 2 + 2));
  for (let id = 1; id <= 102; id++) change(id, 'completed');
  expect(ends).toHaveLength(50);
});
