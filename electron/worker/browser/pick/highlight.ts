import type { Frame, Locator, Page } from 'playwright-core';
import { ActionFailure } from '../../../../shared/actions/run.ts';
import type { Candidate, Target } from '../../../../shared/flow/target.ts';
import { type Highlighted, PICK_LIMITS } from '../../../../shared/live/trial.ts';
import { locatorOf } from '../locate.ts';
import { markOf } from './marks.ts';
import { boxesOf } from './page-facts.ts';
import { cornerOf, sizeOf } from './place.ts';

/**
 * How many elements a target finds and where the first of them are: of its first candidate that finds any. Nothing is drawn in the page.
 * @throws ActionFailure for a target that means something else in every run
 */
export async function highlight(page: Page, target: Target): Promise<Highlighted> {
  const fault = target.map(faultOf).find((each) => each !== null);
  if (fault !== undefined && fault !== null) throw fault;
  for (const candidate of target) {
    const all = locatorOf(page, candidate);
    const count = await all.count();
    if (count > 0) return { count, marks: await marksOf(page, all) };
  }
  return { count: 0, marks: [] };
}

/** Frames around the first elements of a locator. */
export async function marksOf(page: Page, all: Locator): Promise<Highlighted['marks']> {
  const [size, boxes, corner] = await Promise.all([
    sizeOf(page),
    all.evaluateAll(boxesOf, PICK_LIMITS.marks),
    frameOf(all).then((frame) => (frame === null ? { x: 0, y: 0 } : cornerOf(frame))),
  ]);
  return boxes.map(({ x, y, width, height }) =>
    markOf({ x: x + corner.x, y: y + corner.y, width, height }, size),
  );
}

async function frameOf(all: Locator): Promise<Frame | null> {
  const [element] = await all.first().elementHandles();
  const frame = (await element?.ownerFrame()) ?? null;
  void element?.dispose().catch(() => undefined);
  return frame;
}

function faultOf(candidate: Candidate): ActionFailure | null {
  const { inside } = candidate;
  if (JSON.stringify(candidate).includes('{{')) {
    return new ActionFailure(
      'UnknownError',
      'The target has a value in it that only a run knows.',
      'Run the step.',
    );
  }
  if (typeof inside === 'string') {
    const message = `The target lies inside of “${inside}”, which only a loop knows.`;
    return new ActionFailure('UnknownError', message, 'Run the step.');
  }
  return inside === undefined ? null : faultOf(inside);
}
