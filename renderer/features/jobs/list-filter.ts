import type { JobSummary } from '../../../shared/job/schema.ts';
import { type DisplayState, displayState } from '../../../shared/job/state.ts';

/** Which jobs the list shows. */
export interface ListFilter {
  /** Only this state; null = all. */
  readonly state: DisplayState | null;
  /** Part of the flow's name, or `#number`; empty = all. */
  readonly text: string;
}

export const NO_FILTER: ListFilter = { state: null, text: '' };

export function sameFilter(a: ListFilter, b: ListFilter): boolean {
  return a.state === b.state && a.text === b.text;
}

/** The filter as `jobs.list` takes it. */
export function toQuery(filter: ListFilter): { states?: DisplayState[]; text?: string } {
  return {
    ...(filter.state === null ? {} : { states: [filter.state] }),
    ...(filter.text === '' ? {} : { text: filter.text }),
  };
}

/** True where the job stands in the state that the filter asks for, at this moment. */
export function matchesState(job: JobSummary, filter: ListFilter, now: number): boolean {
  return filter.state === null || displayState(job, now) === filter.state;
}

/** True where a job that came in by itself belongs into the list. */
export function matches(job: JobSummary, filter: ListFilter, now: number): boolean {
  return matchesState(job, filter, now) && matchesText(job, filter.text);
}

function matchesText(job: JobSummary, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  const number = /^#(\d+)$/.exec(wanted)?.[1];
  if (number !== undefined) return String(job.id) === number;
  return job.flowName.toLowerCase().includes(wanted);
}

/** States that a job enters or leaves by mere passing of time, with no change to tell of it. */
const BY_TIME: ReadonlySet<DisplayState> = new Set([
  'pending',
  'scheduled',
  'retrying',
  'processing',
  'stalled',
]);

/** True where the list must be looked through again as time passes. */
export function dependsOnTime(filter: ListFilter): boolean {
  return filter.state !== null && BY_TIME.has(filter.state);
}
