import { expect, test } from 'vitest';
import { artifactsSum } from '../../../../renderer/features/job/artifacts-sum.ts';

test('the files of a job are counted and weighed together', () => {
  expect(artifactsSum([{ bytes: 1000 }])).toMatch(/^1 file · 1(?:\.0)?[\s ]KB$/);
  expect(artifactsSum([{ bytes: 1_000_000 }, { bytes: 1_000_000 }])).toMatch(/^2 files · 2(?:\.0)?[\s ]MB$/);
});
