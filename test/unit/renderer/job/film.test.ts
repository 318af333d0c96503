import { expect, it } from 'vitest';
import {
  besideStep,
  type Film,
  filmOf,
  frameTimes,
  pictureAt,
  stepAt,
} from '../../../../renderer/features/job/film.ts';
import { LeaseEpoch } from '../../../../shared/ids.ts';
import type { ArtifactRecord } from '../../../../shared/job/schema.ts';
import { makeAttempt, makeDetail, makeStep } from './make-detail.ts';

const epoch = LeaseEpoch.parse(1);

function picture(id: number, at: number, of = 1): ArtifactRecord {
  const name = `${id}.png`;
  return { id, epoch: LeaseEpoch.parse(of), kind: 'screenshot', name, path: name, bytes: 1, step: null, at };
}

function film(): Film {
  const found = filmOf(
    makeDetail({
      attempts: [makeAttempt(1, { startedAt: 1000, finishedAt: 5000 })],
      artifacts: [picture(2, 4000), picture(1, 2000), picture(3, 2500, 2)],
      steps: [
        makeStep(0, '1', { startedAt: 1000 }),
        makeStep(1, '2', { startedAt: 3000 }),
        makeStep(2, '2.1', { startedAt: 3000 }),
        makeStep(3, '3', { startedAt: 3500, state: 'skipped' }),
      ],
    }),
    epoch,
    0,
  );
  if (found === null) throw new Error('there are pictures');
  return found;
}

it('is made of the pictures and steps of one attempt, in the order of time', () => {
  expect(film().pictures.map(({ id }) => id)).toEqual([1, 2]);
  expect(film().steps.map(({ path }) => path)).toEqual(['1', '2', '2.1']);
  expect(film().lengthMs).toBe(4000);
});

it('is none without a picture', () => {
  expect(filmOf(makeDetail({ attempts: [makeAttempt(1)] }), epoch, 0)).toBeNull();
});

it('grows with an attempt that runs', () => {
  const detail = makeDetail({ attempts: [makeAttempt(1, { startedAt: 0 })], artifacts: [picture(1, 10)] });
  expect(filmOf(detail, epoch, 9000)?.lengthMs).toBe(9000);
});

it('shows the newest picture until a moment, and before the first one that', () => {
  expect([1000, 2000, 3999, 5000].map((at) => pictureAt(film(), at)?.id)).toEqual([1, 1, 1, 2]);
});

it('knows the innermost step of a moment', () => {
  expect([0, 1000, 2999, 3000, 9000].map((at) => stepAt(film(), at)?.path ?? null)).toEqual([
    null,
    '1',
    '1',
    '2.1',
    '2.1',
  ]);
});

it('has its frames evenly over its time', () => {
  expect(frameTimes(film(), 4)).toEqual([1500, 2500, 3500, 4500]);
});

it('is walked from step to step, and stops at its ends', () => {
  expect(besideStep(film(), 1000, 1)).toBe(3000);
  expect(besideStep(film(), 3000, 1)).toBe(3000);
  expect(besideStep(film(), 1500, -1)).toBe(1500);
});
