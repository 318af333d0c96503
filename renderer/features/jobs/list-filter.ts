import type { FindFilter } from '../../../shared/job/find.ts';
import { parseQuery, type QueryTerm, termsOf } from '../../../shared/job/query.ts';
import type { JobSort } from '../../../shared/job/query-terms.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { type DisplayState, displayState } from '../../../shared/job/state.ts';
import { fulfils } from './query-match.ts';

/** Which jobs the list shows, in which order. */
export interface ListFilter {
  /** Only this state; null = all. */
  readonly state: DisplayState | null;
  /** What is searched for, as it was typed; empty = all. */
  readonly text: string;
  /** What the text means. */
  readonly terms: readonly QueryTerm[];
  readonly sort: JobSort;
}

export const NO_FILTER: ListFilter = { state: null, text: '', terms: [], sort: 'newest' };

export function sameFilter(a: ListFilter, b: ListFilter): boolean {
  return a.state === b.state && a.text === b.text && a.sort === b.sort;
}

/** The conditions that a text means. @param now epoch milliseconds, for words like `today` */
export function readTerms(text: string, now: number): QueryTerm[] {
  return termsOf(parseQuery(text, now));
}

/** The filter as main takes it, without its order. */
export function toQuery(filter: ListFilter): FindFilter {
  return { ...(filter.state === null ? {} : { states: [filter.state] }), terms: [...filter.terms] };
}

/** True where the job stands in the state that the filter asks for, at this moment. */
function inState(job: JobSummary, filter: ListFilter, now: number): boolean {
  return filter.state === null || displayState(job, now) === filter.state;
}

/** True where a job that is in the list may stay there: what cannot be known here counts as fulfilled. */
export function stillMatches(job: JobSummary, filter: ListFilter, now: number): boolean {
  return inState(job, filter, now) && filter.terms.every((term) => fulfils(job, term, now) !== false);
}

/** True where a job that came in by itself belongs into the list; what cannot be known here keeps it out. */
export function matches(job: JobSummary, filter: ListFilter, now: number): boolean {
  return inState(job, filter, now) && filter.terms.every((term) => fulfils(job, term, now) === true);
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
export function dependsOnTime({ state, terms }: ListFilter): boolean {
  return (state !== null && BY_TIME.has(state)) || terms.some(({ on }) => on === 'state');
}
