import { IconCircleXFilled, IconMinus, IconPlus, IconPlusMinus, IconTrashX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ResultRow } from '../../../shared/ipc/results-calls.ts';
import { cellOf } from '../../../shared/rows/cell.ts';
import { t } from '../../texts/index.ts';
import { Cell, GridRow } from '../../ui/grid.tsx';
import { SafeLine } from '../../ui/safe-line.tsx';
import { safeText } from '../../ui/safe-text.ts';
import type { GridColumn } from './grid-columns.ts';
import { numberText } from './numbers.ts';
import classes from './result-grid.module.css';

interface ResultRowProps {
  /** Place in the table, from 0. */
  index: number;
  row: ResultRow | undefined;
  columns: readonly GridColumn[];
  top: number;
  /** The selected columns, both included; null = none of this row. */
  selected: { readonly left: number; readonly right: number } | null;
  /** The column that the keyboard is at, if it is in this row. */
  current: number | null;
}

/** The name of a cell, which the grid points to. */
export function cellId(row: number, column: number): string {
  return `result-${row}-${column}`;
}

/** One row; what is not read yet is an empty one of the true height. */
export function ResultGridRow({ index, row, columns, top, selected, current }: ResultRowProps) {
  return (
    <GridRow aria-rowindex={index + 2} className={classes.row} data-kind={row?.kind} style={{ top }}>
      {columns.map((column, at) => (
        <Cell
          key={column.kind === 'data' ? `data ${column.name}` : column.kind}
          id={cellId(index, at)}
          data-row={index}
          data-column={at}
          aria-colindex={at + 1}
          aria-selected={selected !== null && at >= selected.left && at <= selected.right}
          data-current={at === current || undefined}
          className={classOf(column)}
          style={{ width: column.width }}
        >
          {row !== undefined && <Content column={column} row={row} index={index} />}
        </Cell>
      ))}
    </GridRow>
  );
}

function classOf(column: GridColumn): string {
  const isRight = column.kind === 'number' || (column.kind === 'data' && column.isNumber);
  const third = column.kind === 'number' || column.kind === 'from' ? classes.third : '';
  return `${classes.cell} ${isRight ? classes.right : ''} ${third}`;
}

function Content({ column, row, index }: { column: GridColumn; row: ResultRow; index: number }) {
  switch (column.kind) {
    case 'number':
      return numberText(index + 1);
    case 'change':
      return <Change kind={row.kind} />;
    case 'from':
      return <From row={row} />;
    case 'data':
      return <Value name={column.name} row={row} />;
  }
}

const ICONS: Readonly<Partial<Record<ResultRow['kind'], ReactNode>>> = {
  failed: <IconCircleXFilled size={14} aria-hidden />,
  changed: <IconPlusMinus size={14} stroke={1.5} aria-hidden />,
  added: <IconPlus size={14} stroke={1.5} aria-hidden />,
  removed: <IconMinus size={14} stroke={1.5} aria-hidden />,
  gone: <IconTrashX size={14} stroke={1.5} aria-hidden />,
};

function Change({ kind }: Pick<ResultRow, 'kind'>) {
  if (kind === 'plain') return null;
  return (
    <span className={classes.change}>
      <span className={classes.changeIcon}>{ICONS[kind]}</span>
      {t().results[kind]}
    </span>
  );
}

function Value({ name, row }: { name: string; row: ResultRow }) {
  const words = t().results;
  const isChanged = row.before !== null && Object.hasOwn(row.before, name);
  const now = cellOf(row.cells, name);
  if (!isChanged) return now === null ? <Missing kind={row.kind} /> : <SafeLine text={String(now)} />;
  const before = cellOf(row.before ?? {}, name);
  const nowText = now === null ? words.missing : String(now);
  const beforeText = before === null ? words.missing : String(before);
  return (
    <span className={classes.changed} title={`${safeText(beforeText)} → ${safeText(nowText)}`}>
      <span className="visually-hidden">{words.was}</span>
      <s className={classes.old}>{safeText(beforeText)}</s>
      <span className="visually-hidden">,</span> <b className={classes.new}>{safeText(nowText)}</b>
    </span>
  );
}

function Missing({ kind }: Pick<ResultRow, 'kind'>) {
  if (kind === 'gone') return null;
  return <i className={classes.missing}>{t().results.missing}</i>;
}

function From({ row }: { row: ResultRow }) {
  const words = t().results;
  const { kind, error, origin, number, jobId } = row;
  if (kind === 'failed') return <SafeLine text={words.rowFailed(origin ?? 0, error ?? '')} />;
  if (kind === 'removed') return words.notInRun;
  if (kind === 'gone') return words.gone;
  return origin === null ? `#${jobId}, ${words.row(number ?? 0)}` : `#${jobId}, ${words.row(origin)}`;
}
