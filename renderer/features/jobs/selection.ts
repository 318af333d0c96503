import type { JobId } from '../../../shared/ids.ts';

/*
 * Which jobs are selected, as pure steps over one value. Jobs are known by number, so changes of a job never touch it,
 * and a row is selected only when the person did it or saw it happen.
 */

/** Every job that matched a filter when it was counted. */
export interface Matching {
  readonly jobs: number;
  /** The newest job then: those that came later are not meant. */
  readonly upTo: JobId;
}

export interface Selection {
  /** The ticked rows; empty while everything that matches is meant. */
  readonly ids: ReadonlySet<JobId>;
  /** Everything that matches, read or not; null = `ids` alone. */
  readonly all: Matching | null;
  /** The row where a range begins. */
  readonly anchor: JobId | null;
}

export const NO_SELECTION: Selection = { ids: new Set(), all: null, anchor: null };

/** How many jobs are selected. */
export function countSelected({ ids, all }: Selection): number {
  return all === null ? ids.size : all.jobs;
}

export function isSelected({ ids, all }: Selection, id: JobId): boolean {
  return all === null ? ids.has(id) : id <= all.upTo;
}

/** How much of the shown rows is selected, as the box in the head tells it. */
export function extentOf(selection: Selection, order: readonly JobId[]): 'none' | 'some' | 'all' {
  if (countSelected(selection) === 0) return 'none';
  const isWhole = order.length > 0 && order.every((id) => isSelected(selection, id));
  return isWhole ? 'all' : 'some';
}

/** Takes a row in, or out. Out of “everything that matches” leaves the rows that are shown: the rest was never looked at. */
export function toggle(selection: Selection, id: JobId, order: readonly JobId[]): Selection {
  const ids = new Set(tickedOf(selection, order));
  if (!ids.delete(id)) ids.add(id);
  return { ids, all: null, anchor: id };
}

/** Takes in every row from where the last one was ticked to this one. */
export function extendTo(selection: Selection, id: JobId, order: readonly JobId[]): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from === -1 || to === -1) return toggle(selection, id, order);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return {
    ids: new Set([...tickedOf(selection, order), ...range]),
    all: null,
    anchor: selection.anchor,
  };
}

/** Takes in every shown row. */
export function selectShown(order: readonly JobId[]): Selection {
  return { ids: new Set(order), all: null, anchor: order[0] ?? null };
}

function tickedOf(selection: Selection, order: readonly JobId[]): Iterable<JobId> {
  const { all, ids } = selection;
  return all === null ? ids : order.filter((id) => id <= all.upTo);
}
