import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { useJobs, useJobsActions } from './context.ts';

export const ROW_HEIGHT = { normal: 40, compact: 32 } as const;
const HEAD_HEIGHT = 30;
/** What may float over the end of the list. */
const FOOT_HEIGHT = 68;
/** Rows kept beyond the visible ones, and how near the end the next page is asked for. */
const OVERSCAN = 8;
const NEAR_END = 40;

/** One row that exists now. */
export interface ShownRow {
  readonly id: JobId;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
}

/** The rows around the visible part, the height of all, and the habits of a list that grows at its top and its end. */
export function useRows(
  order: readonly JobId[],
  scroll: RefObject<HTMLElement | null>,
  rowHeight: number,
): { readonly rows: readonly ShownRow[]; readonly height: number } {
  const virtual = useVirtualizer<HTMLElement, HTMLElement>({
    count: order.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => order[index] ?? index,
    overscan: OVERSCAN,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    scrollPaddingEnd: FOOT_HEIGHT,
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const rows: ShownRow[] = [];
  for (const item of items) {
    const id = order[item.index];
    if (id !== undefined) rows.push({ id, index: item.index, top: item.index * rowHeight });
  }
  useReadOn(order.length, items.at(-1)?.index ?? 0);
  useStillRows(order, scroll, rowHeight);
  const { measure } = virtual;
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are placed anew
  useLayoutEffect(measure, [rowHeight]);
  useCurrentInSight(order, (index) => {
    virtual.scrollToIndex(index, { align: 'auto' });
    // A single key moved the place while nothing had the focus: from now on the grid has it.
    if (document.activeElement === document.body) scroll.current?.focus({ preventScroll: true });
  });
  return { rows, height: order.length * rowHeight };
}

/** Asks for the next page when the last row comes near. */
function useReadOn(count: number, lastShown: number): void {
  const { loadMore } = useJobsActions();
  const hasMore = useJobs((s) => s.list.hasMore && s.list.cutAfter === null);
  useEffect(() => {
    if (hasMore && count - lastShown < NEAR_END) loadMore();
  }, [hasMore, count, lastShown, loadMore]);
}

/** Keeps the rows where they are on the screen when others come in above them; at the very top, new ones push down. */
function useStillRows(
  order: readonly JobId[],
  scroll: RefObject<HTMLElement | null>,
  rowHeight: number,
): void {
  const before = useRef(order);
  useLayoutEffect(() => {
    const element = scroll.current;
    const old = before.current;
    before.current = order;
    if (element === null || old === order || element.scrollTop < rowHeight) return;
    const oldIndex = Math.floor(element.scrollTop / rowHeight);
    const anchor = old[oldIndex];
    const newIndex = anchor === undefined ? -1 : order.indexOf(anchor);
    if (newIndex !== -1 && newIndex !== oldIndex) element.scrollTop += (newIndex - oldIndex) * rowHeight;
  }, [order, scroll, rowHeight]);
}

/** Scrolls as little as needed when the keyboard moves. */
function useCurrentInSight(order: readonly JobId[], show: (index: number) => void): void {
  const current = useJobs((s) => s.current);
  const latest = useRef({ order, show });
  useEffect(() => {
    latest.current = { order, show };
  });
  useEffect(() => {
    if (current === null) return;
    const index = latest.current.order.indexOf(current);
    if (index !== -1) latest.current.show(index);
  }, [current]);
}
