import { ActionFailure } from '../../../shared/actions/run.ts';
import { nestedLists, stepPath } from '../../../shared/flow/nested.ts';
import type { Step } from '../../../shared/flow/step.ts';
import type { TrialRun } from '../../../shared/live/trial.ts';
import { FLOW_PLACE, type Place } from '../walk/place.ts';
import { WHOLE } from '../walk/step-range.ts';
import type { ListEnd } from '../walk/walk.ts';
import type { Walker } from '../walk/walker.ts';

/**
 * Runs the part of the steps that a trial wants. A step inside of others is run without them: conditions around it are not asked,
 * and loops make one turn, without what a turn gives.
 * @throws ActionFailure when there is no such step
 */
export function runPart(walker: Walker, steps: readonly Step[], { from, only }: TrialRun): Promise<ListEnd> {
  const path = only ?? from;
  if (path === undefined) return walker.list(steps, FLOW_PLACE, 1, WHOLE);
  const numbers = path.split('.').map(Number);
  return runIn(walker, { steps, first: 1, place: FLOW_PLACE }, numbers, only !== undefined);
}

interface List {
  readonly steps: readonly Step[];
  readonly first: number;
  readonly place: Place;
}

async function runIn(
  walker: Walker,
  { steps, first, place }: List,
  [number = 0, ...inner]: readonly number[],
  one: boolean,
): Promise<ListEnd> {
  const begin = number - first;
  const step = steps[begin];
  if (step === undefined) throw noSuchStep(stepPath(place.path, number));
  if (inner.length === 0) return walker.list(steps, place, first, { begin, one });
  const end = await runIn(
    walker,
    listInside(step, { ...place, path: stepPath(place.path, number) }, inner),
    inner,
    one,
  );
  if (one || end === 'stop') return end;
  return walker.list(steps, place, first, { begin: begin + 1, one: false });
}

function listInside(step: Step, place: Place, [number = 0]: readonly number[]): List {
  const inside = nestedLists<Step>(step).find(
    ({ first, steps }) => number >= first && number < first + steps.length,
  );
  if (inside === undefined) throw noSuchStep(stepPath(place.path, number));
  return { steps: inside.steps, first: inside.first, place };
}

function noSuchStep(path: string): ActionFailure {
  const message = `The trial is to begin at step ${path}, but the draft has none.`;
  return new ActionFailure('UnknownError', message, 'Name a step that the draft has.');
}
