import type { Target } from '../../../shared/flow/target.ts';
import type { Highlighted, PickedList, Pointed, TrialPoint } from '../../../shared/live/trial.ts';

/** Looks at the page of a session for a person who makes a flow. Nothing is put into the page; nothing is masked. */
export interface Picker {
  /** The element at a place, and what finds it alone; null = there is none. */
  point(at: TrialPoint): Promise<Pointed | null>;
  /** All elements like these two, and what stands in each. @throws ActionFailure when they have nothing in common */
  list(first: TrialPoint, second: TrialPoint): Promise<PickedList>;
  /** Where a target finds elements: by its first candidate that finds any. */
  highlight(target: Target): Promise<Highlighted>;
}
