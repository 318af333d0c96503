import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { t } from '../../texts/index.ts';
import { ColumnHead, GridRow } from '../../ui/grid.tsx';
import { type ColumnId, resizeColumn, SORTS } from './columns.ts';
import { useJobs, useJobsActions } from './context.ts';
import classes from './job-list.module.css';
import { changeLook } from './table-look.ts';

const NUMBERS: ReadonlySet<ColumnId> = new Set<ColumnId>([
  'attempt',
  'duration',
  'rows',
  'artifacts',
  'priority',
]);
const STEP_PX = 8;

/** The head: a click sorts, the right edge makes a column wider, by dragging or with the arrow keys. */
export function JobListHead({ columns, select }: { columns: readonly ColumnId[]; select: ReactNode }) {
  return (
    <GridRow aria-rowindex={1} className={classes.head}>
      <ColumnHead className={classes.select}>{select}</ColumnHead>
      {columns.map((column) => (
        <Head key={column} column={column} />
      ))}
      <ColumnHead>
        <span className="visually-hidden">Actions</span>
      </ColumnHead>
    </GridRow>
  );
}

function Head({ column }: { column: ColumnId }) {
  const name = t().jobsSearch.columnNames[column];
  const sort = useJobs((s) => s.filter.sort);
  const { sortBy } = useJobsActions();
  const cell = useRef<HTMLDivElement>(null);
  const sorts = SORTS[column];
  const [first, second] = sorts ?? [];
  const isSorted = sort === first || (column === 'queued' && sort === 'oldest');
  const isUp = sort === 'oldest' || sort === 'flow';
  const Arrow = isUp ? IconArrowUp : IconArrowDown;
  const next = sort === first ? second : first;
  return (
    <ColumnHead
      ref={cell}
      className={`${classes.headCell} ${NUMBERS.has(column) ? classes.number : ''}`}
      aria-sort={isSorted ? (isUp ? 'ascending' : 'descending') : undefined}
    >
      {next === undefined ? (
        <span className={classes.headName}>{name}</span>
      ) : (
        <button
          type="button"
          className={classes.sort}
          title={t().jobsSearch.sortBy(name)}
          onClick={() => sortBy(next)}
        >
          {name}
          {isSorted && <Arrow size={12} stroke={1.5} aria-hidden="true" />}
        </button>
      )}
      <Edge column={column} name={name} width={() => cell.current?.offsetWidth ?? 0} />
    </ColumnHead>
  );
}

function Edge({ column, name, width }: { column: ColumnId; name: string; width: () => number }) {
  const from = useRef<{ x: number; px: number } | null>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? STEP_PX : event.key === 'ArrowLeft' ? -STEP_PX : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    changeLook((look) => resizeColumn(look, column, width() + by));
  };
  const onPointerMove = ({ clientX }: PointerEvent): void => {
    const begun = from.current;
    if (begun !== null) changeLook((look) => resizeColumn(look, column, begun.px + clientX - begun.x));
  };
  return (
    <button
      type="button"
      className={classes.edge}
      aria-label={t().jobsSearch.widthOf(name)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        from.current = { x: event.clientX, px: width() };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        from.current = null;
      }}
    />
  );
}
