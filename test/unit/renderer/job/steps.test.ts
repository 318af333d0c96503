import { expect, it } from 'vitest';
import { comparePaths, stepRows } from '../../../../renderer/features/job/steps.ts';
import { LeaseEpoch } from '../../../../shared/ids.ts';
import type { ArtifactRecord } from '../../../../shared/job/schema.ts';
import { makeDetail, makeStep } from './make-detail.ts';

const epoch = LeaseEpoch.parse(1);
const other = LeaseEpoch.parse(2);

function picture(id: number, step: string | null, of = epoch): ArtifactRecord {
  return { id, epoch: of, kind: 'screenshot', name: `${id}.png`, path: `${id}.png`, bytes: 1, step, at: 0 };
}

it('orders steps as the flow does, not as text does', () => {
  expect(['10', '2', '4.2', '4', '4.10', '4.1'].sort(comparePaths)).toEqual([
    '2',
    '4',
    '4.1',
    '4.2',
    '4.10',
    '10',
  ]);
});

it('shows the latest run of a repeated step and how often it ran, of one attempt only', () => {
  const steps = [
    makeStep(3, '4.1', { title: 'second' }),
    makeStep(1, '4'),
    makeStep(2, '4.1', { title: 'first' }),
    makeStep(9, '4.1', { epoch: other, title: 'another attempt' }),
  ];
  expect(stepRows(makeDetail({ steps }), epoch)).toMatchObject([
    { step: { path: '4' }, runs: 1, depth: 0 },
    { step: { path: '4.1', title: 'second' }, runs: 2, depth: 1 },
  ]);
});

it('gives a step its newest screenshot, and none of another attempt', () => {
  const artifacts = [
    picture(1, '1'),
    picture(3, '1'),
    picture(2, '1'),
    picture(4, '2', other),
    picture(5, null),
  ];
  const rows = stepRows(makeDetail({ steps: [makeStep(0, '1'), makeStep(1, '2')], artifacts }), epoch);
  expect(rows.map((row) => row.screenshot?.id ?? null)).toEqual([3, null]);
});
