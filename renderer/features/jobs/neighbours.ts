import type { JobId } from '../../../shared/ids.ts';
import { useJobs, useJobsActions } from './context.ts';
import { selectPlace, selectTotal } from './selectors.ts';

/** Where a job stands in the list, and who stands beside it. */
export interface Neighbours {
  /** From 1; null = it is not among what the list shows. */
  readonly place: number | null;
  /** How many jobs the list has in all; null while nobody knows. */
  readonly total: number | null;
  readonly above: JobId | null;
  readonly below: JobId | null;
}

/** The neighbours of a job in the list as it is filtered now. */
export function useNeighbours(id: JobId): Neighbours {
  const place = useJobs(selectPlace(id));
  const total = useJobs(selectTotal);
  const above = useJobs(({ list }) => (place === null ? null : (list.order[place - 2] ?? null)));
  const below = useJobs(({ list }) => (place === null ? null : (list.order[place] ?? null)));
  return { place, total, above, below };
}

/** Takes the keyboard's place in the list along to a job, so that its keys mean the job that is looked at. */
export function useTakeAlong(): (id: JobId) => void {
  const { setCurrent } = useJobsActions();
  return setCurrent;
}
