import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { RowData } from '../../../shared/job/schema.ts';
import { formatCount } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { type Column, measureColumns } from './columns.ts';
import classes from './results.module.css';
import type { RowPages, RowPagesSnapshot } from './row-pages.ts';

const ROW_HEIGHT = 36;
const HEAD_HEIGHT = 30;
const NUMBER_WIDTH = 60;
const SAMPLE = 50;

interface RowsTableProps {
  name: string;
  columns: readonly string[];
  snapshot: RowPagesSnapshot;
  pages: RowPages;
}

/** The rows in sight of one dataset; what is not read yet is an empty row of the true height. */
export function RowsTable({ name, columns: names, snapshot, pages }: RowsTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useColumns(names, snapshot);
  const virtual = useVirtualizer({
    count: snapshot.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    paddingStart: HEAD_HEIGHT,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const end = (items.at(-1)?.index ?? 0) + 1;
  useEffect(() => void pages.need(first, end), [pages, first, end]);
  const width = NUMBER_WIDTH + columns.reduce((sum, column) => sum + column.width, 0);

  const above = items[0] === undefined ? 0 : items[0].start - HEAD_HEIGHT;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? HEAD_HEIGHT);
  return (
    <section
      ref={scroller}
      className={classes.scroller}
      aria-label={`Rows of ${safeText(name, 60)}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the rows are scrolled by keyboard
      tabIndex={0}
    >
      <table
        className={classes.table}
        style={{ width }}
        aria-rowcount={snapshot.total + 1}
        aria-label={safeText(name, 60)}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={classes.rowNumber} style={{ width: NUMBER_WIDTH }}>
              #
            </th>
            {columns.map((column) => (
              <HeadCell key={column.name} column={column} />
            ))}
            <td className={classes.rest} />
          </tr>
        </thead>
        <tbody>
          <Space height={above} />
          {items.map((item) => (
            <Row key={item.key} index={item.index} columns={columns} row={snapshot.rowAt(item.index)} />
          ))}
          <Space height={below} />
        </tbody>
      </table>
    </section>
  );
}

/** Stands for the rows out of sight, so that the scroll bar is true. */
function Space({ height }: { height: number }) {
  return height > 0 ? (
    <tr>
      <td style={{ height, padding: 0 }} />
    </tr>
  ) : null;
}

/** Widths are taken from the first rows and stay, so that later rows move nothing; a new column is added. */
function useColumns(names: readonly string[], snapshot: RowPagesSnapshot): readonly Column[] {
  const [kept, setKept] = useState<readonly Column[]>([]);
  const known = new Set(kept.map((column) => column.name));
  const added = names.filter((name) => !known.has(name));
  const isRead = snapshot.rowAt(0) !== undefined;
  if (added.length === 0 || !isRead) return kept.length > 0 ? kept : measureColumns(names, []);
  const sample: RowData[] = [];
  for (let at = 0; at < SAMPLE; at++) {
    const row = snapshot.rowAt(at);
    if (row !== undefined) sample.push(row);
  }
  const next = [...kept, ...measureColumns(added, sample)];
  setKept(next);
  return next;
}

function HeadCell({ column }: { column: Column }) {
  const name = safeText(column.name, 100);
  return (
    <th
      scope="col"
      className={column.isNumber ? classes.number : undefined}
      style={{ width: column.width }}
      title={name}
    >
      <bdi>{name}</bdi>
    </th>
  );
}

interface RowProps {
  index: number;
  columns: readonly Column[];
  row: RowData | undefined;
}

function Row({ index, columns, row }: RowProps) {
  return (
    <tr aria-rowindex={index + 2} className={classes.row}>
      <td className={classes.rowNumber}>{formatCount(index + 1)}</td>
      {columns.map((column) => (
        <BodyCell key={column.name} column={column} value={row?.[column.name]} isRead={row !== undefined} />
      ))}
      <td className={classes.rest} />
    </tr>
  );
}

interface BodyCellProps {
  column: Column;
  value: RowData[string] | undefined;
  isRead: boolean;
}

function BodyCell({ column, value, isRead }: BodyCellProps) {
  const isMissing = isRead && (value === null || value === undefined);
  const text = !isRead ? '' : isMissing ? 'missing' : safeText(String(value));
  const kind = isMissing ? classes.missing : column.isNumber ? classes.number : undefined;
  return (
    <td className={kind} title={text}>
      <bdi>{text}</bdi>
    </td>
  );
}
