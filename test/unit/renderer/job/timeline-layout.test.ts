import { expect, it } from 'vitest';
import { buildTimeline } from '../../../../renderer/features/job/timeline.ts';
import { layoutTimeline } from '../../../../renderer/features/job/timeline-layout.ts';
import { makeJob } from '../jobs/make-job.ts';
import { makeDetail, makeEvent } from './make-detail.ts';

const facts = makeDetail({
  job: makeJob(1, { state: 'processing', attempt: 2 }),
  events: [
    makeEvent(1, 1000, 'queued', 'pending', 0),
    makeEvent(2, 2000, 'claimed', 'processing', 1),
    makeEvent(3, 3000, 'retry_scheduled', 'pending', 1),
    makeEvent(4, 4000, 'claimed', 'processing', 2),
  ],
});
const columns = buildTimeline(facts, 5000);

it.each([608, 776, 1200])('fits four columns into %i pixels and lets no boxes overlap', (width) => {
  const { boxes, width: needed } = layoutTimeline(columns, width);
  expect(needed).toBeLessThanOrEqual(width);
  for (const one of boxes) {
    for (const other of boxes) {
      if (one === other) continue;
      const apart =
        one.x + one.width <= other.x ||
        other.x + other.width <= one.x ||
        one.y + one.height <= other.y ||
        other.y + other.height <= one.y;
      expect(apart, `${one.box.key} and ${other.box.key}`).toBe(true);
    }
  }
});

it('keeps boxes readable in a width that is too small, and is wider than it', () => {
  const { boxes, width } = layoutTimeline(columns, 200);
  expect(width).toBeGreaterThan(200);
  expect(Math.min(...boxes.map((box) => box.width))).toBeGreaterThanOrEqual(112);
});

it('draws the way that the job went as taken and the others as open', () => {
  const { arrows } = layoutTimeline(columns, 776);
  expect(arrows.filter((arrow) => arrow.taken)).toHaveLength(3);
  expect(arrows.filter((arrow) => !arrow.taken)).toHaveLength(5);
});
