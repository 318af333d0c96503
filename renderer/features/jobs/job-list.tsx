import { lazy, type MouseEvent, Suspense, useRef, useState } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { ColumnHead, Grid, GridBody, GridRow } from '../../ui/grid.tsx';
import { useJobs, useJobsActions } from './context.ts';
import classes from './job-list.module.css';
import { JobRow, rowName } from './job-row.tsx';
import type { MenuPlace } from './row-menu.tsx';
import { selectTotal } from './selectors.ts';
import { useListKeys } from './use-list-keys.ts';
import { usePointerHold } from './use-pointer-hold.ts';
import { useRows } from './use-rows.ts';

const RowMenu = lazy(async () => ({ default: (await import('./row-menu.tsx')).RowMenu }));

interface JobListProps {
  /** The job whose drawer is open. */
  openId: JobId | null;
  onOpen: (id: JobId) => void;
}

/** The jobs as a grid of which only the visible rows exist. The grid holds the focus and points to the current row. */
export function JobList({ openId, onOpen }: JobListProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const order = useJobs((s) => s.list.order);
  const current = useJobs((s) => s.current);
  const total = useJobs(selectTotal);
  const { setCurrent } = useJobsActions();
  const pointerHold = usePointerHold();
  const { rows, height } = useRows(order, scroll);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const onKeyDown = useListKeys(setMenu);

  const onClick = (event: MouseEvent): void => {
    if (!(event.target instanceof Element)) return;
    const id = order.find((known) => String(known) === jobOf(event.target));
    if (id === undefined) return;
    setCurrent(id);
    const button = event.target.closest('[data-menu]');
    if (button === null) return onOpen(id);
    const { right, bottom } = button.getBoundingClientRect();
    setMenu({ id, x: right, y: bottom });
  };

  const isShown = current !== null && rows.some((row) => row.id === current);
  return (
    <div className={classes.frame}>
      <NewJobs />
      <Grid
        ref={scroll}
        aria-label="Jobs"
        aria-rowcount={total === null ? -1 : total + 1}
        aria-activedescendant={isShown ? rowName(current) : undefined}
        className={classes.scroll}
        onClick={onClick}
        onKeyDown={onKeyDown}
        {...pointerHold}
      >
        <Head />
        <GridBody className={classes.body} style={{ height }}>
          {rows.map((row) => (
            <JobRow
              key={row.id}
              id={row.id}
              rowIndex={row.index + 2}
              top={row.top}
              isCurrent={row.id === current}
              isOpen={row.id === openId}
            />
          ))}
        </GridBody>
      </Grid>
      {menu !== null && (
        <Suspense fallback={null}>
          <RowMenu
            place={menu}
            onOpen={onOpen}
            onClose={() => {
              setMenu(null);
              scroll.current?.focus({ preventScroll: true });
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

function jobOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest('[data-job]')?.getAttribute('data-job') ?? null) : null;
}

const COLUMNS = [
  ['State', ''],
  ['Flow', ''],
  ['Progress', classes.progress],
  ['Attempt', `${classes.number} ${classes.attempt}`],
  ['Worker', classes.worker],
  ['Started / due', classes.time],
  ['Duration', classes.number],
  ['Rows', `${classes.number} ${classes.rows}`],
  ['Artifacts', `${classes.number} ${classes.artifacts}`],
] as const;

function Head() {
  return (
    <GridRow aria-rowindex={1} className={classes.head}>
      {COLUMNS.map(([title, className]) => (
        <ColumnHead key={title} className={className}>
          {title}
        </ColumnHead>
      ))}
      <ColumnHead>
        <span className="visually-hidden">Actions</span>
      </ColumnHead>
    </GridRow>
  );
}

/** Says that the pointer keeps new jobs out of the list, and lets them in. */
function NewJobs() {
  const waiting = useJobs((s) => s.list.waiting.length);
  const { holdOrder } = useJobsActions();
  if (waiting === 0) return null;
  return (
    <Button size="sm" className={classes.newJobs} onClick={() => holdOrder(false)}>
      {plural(waiting, 'new job')}
    </Button>
  );
}
