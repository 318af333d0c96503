import * as z from 'zod';
import type { JobSort } from '../../../shared/job/query-terms.ts';

/** The columns that the list of jobs may have, beside the box and the menu. */
export const ColumnId = z.enum([
  'state',
  'flow',
  'progress',
  'attempt',
  'worker',
  'started',
  'duration',
  'rows',
  'artifacts',
  'priority',
  'queued',
]);
export type ColumnId = z.output<typeof ColumnId>;

/** How a person wants the table; kept on this computer. */
export const TableLook = z.strictObject({
  /** Every column once, first to last. */
  order: z.array(ColumnId),
  hidden: z.array(ColumnId),
  /** Pixels; absent = as at first. */
  widths: z.partialRecord(ColumnId, z.int().min(40).max(900)),
  isCompact: z.boolean(),
});
export type TableLook = z.output<typeof TableLook>;

export const FIRST_LOOK: TableLook = {
  order: [...ColumnId.options],
  hidden: ['priority', 'queued'],
  widths: {},
  isCompact: false,
};

/** Without these nobody knows what a row is about. */
export const ALWAYS: ReadonlySet<ColumnId> = new Set<ColumnId>(['state', 'flow']);

/** Width in pixels at first; null = takes the rest. */
export const WIDTHS: Readonly<Record<ColumnId, number | null>> = {
  state: 204,
  flow: null,
  progress: 220,
  attempt: 48,
  worker: 44,
  started: 124,
  duration: 58,
  rows: 48,
  artifacts: 58,
  priority: 52,
  queued: 124,
};

/** What a click on the head sorts by, in turn; a column that sorts nothing is not there. */
export const SORTS: Partial<Readonly<Record<ColumnId, readonly JobSort[]>>> = {
  flow: ['flow', 'newest'],
  started: ['started', 'newest'],
  duration: ['duration', 'newest'],
  rows: ['rows', 'newest'],
  priority: ['priority', 'newest'],
  queued: ['newest', 'oldest'],
};

/** What goes first when it gets narrow, and below which width of the list. */
const GIVES_WAY: readonly [ColumnId, number][] = [
  ['queued', 1240],
  ['artifacts', 1180],
  ['priority', 1120],
  ['worker', 1060],
  ['attempt', 980],
  ['rows', 900],
  ['progress', 720],
  ['started', 720],
  ['duration', 720],
];

/** The columns that have room. @param width pixels of the list; 0 = not measured yet */
export function shownColumns({ order, hidden }: TableLook, width: number): ColumnId[] {
  const narrow = new Set(GIVES_WAY.flatMap(([id, below]) => (width > 0 && width <= below ? [id] : [])));
  return order.filter((id) => ALWAYS.has(id) || (!hidden.includes(id) && !narrow.has(id)));
}

/** The columns of the CSS grid. */
export function gridColumns({ widths }: TableLook, shown: readonly ColumnId[]): string {
  const middle = shown.map((id) => {
    const px = widths[id] ?? WIDTHS[id];
    return px === null ? 'minmax(120px, 1fr)' : id === 'state' ? `minmax(80px, ${px}px)` : `${px}px`;
  });
  // With a width for every column, the rest stays free at the end.
  const end = shown.some((id) => (widths[id] ?? WIDTHS[id]) === null) ? '20px' : 'minmax(20px, 1fr)';
  return ['14px', ...middle, end].join(' ');
}

/** Puts a column one place to the left or right. */
export function moveColumn(look: TableLook, id: ColumnId, by: -1 | 1): TableLook {
  const at = look.order.indexOf(id);
  const to = at + by;
  if (to < 0 || to >= look.order.length) return look;
  return { ...look, order: look.order.toSpliced(at, 1).toSpliced(to, 0, id) };
}

/** Shows a column or takes it away; some stay always. */
export function toggleColumn(look: TableLook, id: ColumnId): TableLook {
  if (ALWAYS.has(id)) return look;
  const hidden = look.hidden.includes(id) ? look.hidden.filter((one) => one !== id) : [...look.hidden, id];
  return { ...look, hidden };
}

/** Makes a column wider or narrower, within reason. */
export function resizeColumn(look: TableLook, id: ColumnId, px: number): TableLook {
  return { ...look, widths: { ...look.widths, [id]: Math.round(Math.min(900, Math.max(40, px))) } };
}

/** A look that was kept; columns that it does not know come last, as they are at first. */
export function readLook(kept: string | null): TableLook {
  if (kept === null) return FIRST_LOOK;
  try {
    const look = TableLook.parse(JSON.parse(kept));
    const order = [...new Set([...look.order, ...ColumnId.options])];
    return { ...look, order };
  } catch {
    return FIRST_LOOK;
  }
}
