import type { Clock } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { BulkProgress } from '../../../shared/job/demands.ts';
import type { JobSort } from '../../../shared/job/query-terms.ts';
import type { StateCounts } from '../../../shared/job/schema.ts';
import type { DisplayState } from '../../../shared/job/state.ts';
import type { BulkActions } from './bulk-actions.ts';
import type { JobActions } from './job-actions.ts';
import { type ListFilter, NO_FILTER } from './list-filter.ts';
import { EMPTY_LIST, type ListState } from './list-state.ts';
import type { LogQuery } from './log-query.ts';
import { type Matching, NO_SELECTION, type Selection } from './selection.ts';

/** A failed wish of the person, shown above the list until it is closed. */
export interface ActionFault {
  readonly title: string;
  readonly detail: string;
}

/** What is asked before an action on many jobs begins. */
export type BulkQuestion = 'cancel' | 'setPriority' | 'snooze' | 'tag' | 'delete';

/** Facts of the jobs page; what follows from them is in `selectors.ts`. */
export interface JobsFacts {
  readonly list: ListState;
  readonly filter: ListFilter;
  /** Null until read. */
  readonly counts: StateCounts | null;
  /** The counts under the search; null = there is none, or it could not be counted in time. */
  readonly foundCounts: StateCounts | null;
  readonly phase: 'loading' | 'ready' | 'failed';
  /** Why the list could not be read. */
  readonly loadError: string | null;
  readonly loadingMore: boolean;
  /** `f`: nothing on the page changes until it is taken back. */
  readonly frozen: boolean;
  /** The pointer is over the list: rows neither come nor go. */
  readonly orderHeld: boolean;
  /** The keyboard's place. */
  readonly current: JobId | null;
  readonly fault: ActionFault | null;
  /** While rows are selected, rows neither come nor go. */
  readonly selection: Selection;
  /** The question that stands above the bulk bar. */
  readonly bulkPanel: BulkQuestion | null;
  /** What the filter let through when it was counted; null = not counted. */
  readonly matching: Matching | null;
  /** Bulk operations that run, or are over and were not taken away yet; by number. */
  readonly bulks: readonly BulkProgress[];
  /** A search in the logs stands in the place of the list, with the words as they were typed. */
  readonly logSearch: { readonly typed: string; readonly query: LogQuery } | null;
}

export const NO_FACTS: JobsFacts = {
  list: EMPTY_LIST,
  filter: NO_FILTER,
  counts: null,
  foundCounts: null,
  phase: 'loading',
  loadError: null,
  loadingMore: false,
  frozen: false,
  orderHeld: false,
  current: null,
  fault: null,
  selection: NO_SELECTION,
  bulkPanel: null,
  matching: null,
  bulks: [],
  logSearch: null,
};

/** Everything that the jobs page can do. */
export interface JobsActions extends JobActions, BulkActions {
  showState(state: DisplayState | null): void;
  search(text: string): void;
  sortBy(sort: JobSort): void;
  /** Search, state and order at once: of a saved view. */
  showView(view: {
    readonly text: string;
    readonly sort: JobSort;
    readonly state: DisplayState | null;
  }): void;
  reload(): void;
  loadMore(): void;
  setFrozen(frozen: boolean): void;
  holdOrder(held: boolean): void;
  setCurrent(id: JobId | null): void;
  /** Moves the keyboard's place; from nowhere, the first step enters at the top. */
  move(by: number): void;
  /** Takes the job into the selection, or out. */
  toggleSelected(id: JobId): void;
  /** Takes in every row from the last one that was ticked to this one. */
  extendSelection(id: JobId): void;
  /** Every row that is shown. */
  selectShown(): void;
  clearSelection(): void;
  openBulkPanel(question: BulkQuestion | null): void;
  /** Lets the jobs in that came while the order was held. */
  letNewIn(): void;
  showFault(title: string, error: unknown): void;
  dismissFault(): void;
}

export interface JobsState extends JobsFacts {
  readonly actions: JobsActions;
}

/** What a store of jobs needs from outside. */
export interface JobsDeps {
  readonly client: Client<AppContract>;
  readonly clock: Clock;
  /** Reads a sentence aloud. */
  announce(sentence: string): void;
  /** Says that jobs were deleted, and offers to undo it. */
  deleted(jobs: number, undo: () => void): void;
  /** Settles when the window is ready for the next batch: one a frame is as fast as anybody can see. */
  settled(): Promise<void> | undefined;
}

/** What a rejected call says; its message is written for the person. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
