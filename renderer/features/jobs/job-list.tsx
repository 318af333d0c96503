import { type CSSProperties, lazy, Suspense, useMemo, useRef, useState } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { Grid, GridBody } from '../../ui/grid.tsx';
import type { JobWish } from '../job/index.ts';
import { gridColumns, shownColumns } from './columns.ts';
import { useJobs, useJobsActions } from './context.ts';
import classes from './job-list.module.css';
import { JobListHead } from './job-list-head.tsx';
import { JobRow, rowName } from './job-row.tsx';
import type { MenuPlace } from './row-menu.tsx';
import { extentOf, isSelected } from './selection.ts';
import { selectTotal } from './selectors.ts';
import { useTableLook } from './table-look.ts';
import { useListClicks } from './use-list-clicks.ts';
import { useListKeys } from './use-list-keys.ts';
import { usePointerHold } from './use-pointer-hold.ts';
import { ROW_HEIGHT, useRows } from './use-rows.ts';
import { useWidth } from './use-width.ts';

const RowMenu = lazy(async () => ({ default: (await import('./row-menu.tsx')).RowMenu }));

interface JobListProps {
  /** The job whose drawer is open. */
  openId: JobId | null;
  onOpen: (id: JobId) => void;
  /** Hears what needs a dialog. */
  onWish: (wish: JobWish) => void;
}

/** The jobs as a grid of which only the visible rows exist. The grid holds the focus and points to the current row. */
export function JobList({ openId, onOpen, onWish }: JobListProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const order = useJobs((s) => s.list.order);
  const current = useJobs((s) => s.current);
  const total = useJobs(selectTotal);
  const selection = useJobs((s) => s.selection);
  const pointerHold = usePointerHold();
  const look = useTableLook();
  const width = useWidth(scroll);
  const columns = useMemo(() => shownColumns(look, width), [look, width]);
  const style: CSSProperties & Record<'--columns', string> = { '--columns': gridColumns(look, columns) };
  const { rows, height } = useRows(order, scroll, ROW_HEIGHT[look.isCompact ? 'compact' : 'normal']);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const chosen = useRef<JobWish | null>(null);
  const onKeyDown = useListKeys(setMenu);
  const clicks = useListClicks(scroll, { onOpen, onMenu: setMenu });

  /** The focus is back in the list before a dialog opens over it: there it returns. */
  const closeMenu = (): void => {
    setMenu(null);
    scroll.current?.focus({ preventScroll: true });
    if (chosen.current !== null) onWish(chosen.current);
    chosen.current = null;
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
        data-compact={look.isCompact || undefined}
        style={style}
        aria-multiselectable
        onKeyDown={onKeyDown}
        {...clicks}
        {...pointerHold}
      >
        <JobListHead columns={columns} select={<SelectShown order={order} />} />
        <GridBody className={classes.body} style={{ height }}>
          {rows.map((row) => (
            <JobRow
              key={row.id}
              id={row.id}
              rowIndex={row.index + 2}
              top={row.top}
              isCurrent={row.id === current}
              isOpen={row.id === openId}
              isSelected={isSelected(selection, row.id)}
              columns={columns}
            />
          ))}
        </GridBody>
      </Grid>
      {menu !== null && (
        <Suspense fallback={null}>
          <RowMenu
            place={menu}
            onOpen={onOpen}
            onWish={(wish) => {
              chosen.current = wish;
            }}
            onClose={closeMenu}
          />
        </Suspense>
      )}
    </div>
  );
}

/** None, some or all of the shown rows; a click takes in all of them, or lets the selection go. */
function SelectShown({ order }: { order: readonly JobId[] }) {
  const extent = useJobs((s) => extentOf(s.selection, order));
  const { selectShown, clearSelection } = useJobsActions();
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      className={classes.tick}
      aria-label="Select every shown job"
      title="Select every shown job (Ctrl A)"
      checked={extent === 'all'}
      ref={(box) => {
        if (box !== null) box.indeterminate = extent === 'some';
      }}
      onChange={() => (extent === 'all' ? clearSelection() : selectShown())}
    />
  );
}

/** Says that the pointer or the selection keeps new jobs out of the list, and lets them in. */
function NewJobs() {
  const waiting = useJobs((s) => s.list.waiting.length);
  const { holdOrder, letNewIn } = useJobsActions();
  if (waiting === 0) return null;
  return (
    <Button
      size="sm"
      className={classes.newJobs}
      onClick={() => {
        holdOrder(false);
        letNewIn();
      }}
    >
      {plural(waiting, 'new job')}
    </Button>
  );
}
