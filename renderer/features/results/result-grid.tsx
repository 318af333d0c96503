import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { ResultRow, ResultsLook } from '../../../shared/ipc/results-calls.ts';
import { t } from '../../texts/index.ts';
import { ColumnHead, Grid, GridBody, GridRow } from '../../ui/grid.tsx';
import { SafeLine } from '../../ui/safe-line.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { type CellRange, edgesOf, movedBy } from './cell-range.ts';
import { type GridColumn, gridColumns } from './grid-columns.ts';
import type { LookPages, PagesSnapshot } from './look-pages.ts';
import classes from './result-grid.module.css';
import { cellId, ResultGridRow } from './result-row.tsx';

const ROW_HEIGHT = 36;
const HEAD_HEIGHT = 30;
const SAMPLE = 50;

/** Selected rows, `to` not included, with their columns. */
export interface SelectedCells {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
  readonly columns: readonly GridColumn[];
}

interface ResultGridProps {
  pages: LookPages;
  snapshot: PagesSnapshot;
  shown: readonly string[];
  onSort: (sort: ResultsLook['sort']) => void;
  onCopy: (cells: SelectedCells) => void;
  /** The first and the last row in sight, from 0. */
  onInSight: (first: number, last: number) => void;
}

const AT_START: CellRange = { anchor: { row: 0, column: 0 }, head: { row: 0, column: 0 } };

/** The rows in sight as a grid: it holds the focus and points to the current cell; cells are selected as in a spreadsheet. */
export function ResultGrid({ pages, snapshot, shown, onSort, onCopy, onInSight }: ResultGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState(AT_START);
  const total = snapshot.summary?.total ?? 0;
  const { look } = pages;
  const columns = useGridColumns(snapshot, shown, look);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const end = (items.at(-1)?.index ?? 0) + 1;
  useEffect(() => void pages.need(first, end), [pages, first, end]);
  const height = scroller.current?.clientHeight ?? 0;
  const top = Math.floor((virtual.scrollOffset ?? 0) / ROW_HEIGHT);
  const inSight = Math.max(1, Math.floor((height - HEAD_HEIGHT) / ROW_HEIGHT));
  useEffect(
    () => onInSight(top, Math.max(top, Math.min(total, top + inSight) - 1)),
    [top, inSight, total, onInSight],
  );

  const select = (next: CellRange): void => {
    setRange(next);
    virtual.scrollToIndex(next.head.row, { align: 'auto' });
    showColumn(scroller.current, columns, next.head.column);
  };
  const edges = edgesOf(range);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const keys = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey };
    if (keys.ctrl && !keys.shift && event.key.toLowerCase() === 'c') {
      event.preventDefault();
      onCopy({ from: edges.top, to: edges.bottom + 1, left: edges.left, right: edges.right, columns });
      return;
    }
    if (event.altKey) return;
    const next = movedBy(range, keys, { rows: total, columns: columns.length, pageRows: inSight });
    if (next === null) return;
    event.preventDefault();
    select(next);
  };
  const onMouseDown = (event: MouseEvent<HTMLDivElement>): void => {
    const place = placeOf(event.target);
    if (place === null || event.button !== 0) return;
    const last = columns.length - 1;
    const anchor = event.shiftKey ? range.anchor : place;
    // The number of a row stands for the whole row.
    if (place.column === 0) setRange({ anchor: { ...anchor, column: 0 }, head: { ...place, column: last } });
    else setRange({ anchor, head: place });
    if (event.shiftKey) event.preventDefault();
    scroller.current?.focus({ preventScroll: true });
  };
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const isDrawn = items.some(({ index }) => index === range.head.row);
  return (
    <Grid
      ref={scroller}
      className={classes.scroller}
      aria-label={t().results.table(safeText(look.dataset, 60))}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-activedescendant={isDrawn ? cellId(range.head.row, range.head.column) : undefined}
      aria-busy={!snapshot.isRead}
      onKeyDown={onKeyDown}
      onMouseDown={onMouseDown}
    >
      <GridRow aria-rowindex={1} className={classes.head} style={{ minWidth: width }}>
        {columns.map((column, at) => (
          <Head
            key={column.kind === 'data' ? `data ${column.name}` : column.kind}
            column={column}
            at={at}
            sort={look.sort}
            onSort={onSort}
          />
        ))}
      </GridRow>
      <GridBody className={classes.body} style={{ height: total * ROW_HEIGHT, minWidth: width }}>
        {items.map(({ index }) => (
          <ResultGridRow
            key={index}
            index={index}
            row={snapshot.rowAt(index)}
            columns={columns}
            top={index * ROW_HEIGHT}
            selected={index >= edges.top && index <= edges.bottom ? edges : null}
            current={index === range.head.row ? range.head.column : null}
          />
        ))}
      </GridBody>
    </Grid>
  );
}

/** Widths follow the first rows of a look. */
function useGridColumns(snapshot: PagesSnapshot, shown: readonly string[], look: ResultsLook): GridColumn[] {
  const { summary } = snapshot;
  const isRead = snapshot.rowAt(0) !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows of the same look change no width
  return useMemo(() => {
    const sample: ResultRow[] = [];
    for (let at = 0; at < SAMPLE; at++) {
      const row = snapshot.rowAt(at);
      if (row !== undefined) sample.push(row);
    }
    const marks = { against: look.against, hasFailed: (summary?.counts.failed ?? 0) > 0 };
    return gridColumns(summary?.columns ?? [], shown, sample, marks);
  }, [summary?.columns.length, shown, look, isRead]);
}

interface HeadProps {
  column: GridColumn;
  at: number;
  sort: ResultsLook['sort'];
  onSort: ResultGridProps['onSort'];
}

function Head({ column, at, sort, onSort }: HeadProps) {
  const words = t().results;
  const style = { width: column.width };
  if (column.kind !== 'data') {
    const text = headWords(column);
    const side = column.kind === 'number' ? classes.right : '';
    return (
      <ColumnHead className={`${classes.cell} ${side}`} aria-colindex={at + 1} style={style}>
        {text}
      </ColumnHead>
    );
  }
  const { name, isNumber } = column;
  const way = sort?.column === name ? (sort.down ? 'descending' : 'ascending') : 'none';
  const next =
    way === 'none'
      ? { column: name, down: false }
      : way === 'ascending'
        ? { column: name, down: true }
        : null;
  return (
    <ColumnHead
      className={`${classes.cell} ${isNumber ? classes.right : ''}`}
      aria-colindex={at + 1}
      aria-sort={way}
      style={style}
    >
      <button
        type="button"
        className={classes.sort}
        title={words.sortBy(safeText(name, 100))}
        onClick={() => onSort(next)}
      >
        <SafeLine text={name} />
        {way === 'ascending' && <IconArrowUp size={12} stroke={1.5} aria-hidden />}
        {way === 'descending' && <IconArrowDown size={12} stroke={1.5} aria-hidden />}
      </button>
    </ColumnHead>
  );
}

function headWords(column: Exclude<GridColumn, { kind: 'data' }>): string {
  const words = t().results;
  if (column.kind === 'number') return words.number;
  if (column.kind === 'from') return words.from;
  return column.against === null ? words.failed : words.against(column.against);
}

function placeOf(target: EventTarget): { row: number; column: number } | null {
  const cell = target instanceof Element ? target.closest('[data-column]') : null;
  if (!(cell instanceof HTMLElement)) return null;
  return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}

/** Scrolls sideways as little as needed. */
function showColumn(scroller: HTMLElement | null, columns: readonly GridColumn[], at: number): void {
  if (scroller === null) return;
  const left = columns.slice(0, at).reduce((sum, column) => sum + column.width, 0);
  const right = left + (columns[at]?.width ?? 0);
  if (left < scroller.scrollLeft) scroller.scrollLeft = left;
  else if (right > scroller.scrollLeft + scroller.clientWidth)
    scroller.scrollLeft = right - scroller.clientWidth;
}
