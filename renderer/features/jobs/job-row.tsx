import { memo } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { formatCount } from '../../ui/format.ts';
import { Cell, GridRow } from '../../ui/grid.tsx';
import { useJobs } from './context.ts';
import {
  ArtifactsCell,
  FlowCell,
  MenuCell,
  Nothing,
  ProgressCell,
  SelectCell,
  StateCell,
  TimeCells,
} from './job-cells.tsx';
import classes from './job-list.module.css';
import { selectJob } from './selectors.ts';

interface JobRowProps {
  id: JobId;
  /** Row of the whole grid, the head being 1. */
  rowIndex: number;
  /** Pixels from the top of the list. */
  top: number;
  /** The keyboard is here. */
  isCurrent: boolean;
  /** Its drawer is open. */
  isOpen: boolean;
  isSelected: boolean;
}

/** The name that the grid points to while the keyboard is at this job. */
export function rowName(id: JobId): string {
  return `job-${id}`;
}

/** One job, two lines. It wakes for its own job only; clicks are taken by the list. */
export const JobRow = memo(function JobRow(props: JobRowProps) {
  const { id, rowIndex, top, isCurrent, isOpen, isSelected } = props;
  const job = useJobs(selectJob(id));
  if (job === undefined) return null;
  return (
    <GridRow
      id={rowName(id)}
      aria-rowindex={rowIndex}
      className={classes.row}
      data-job={id}
      data-current={isCurrent || undefined}
      data-open={isOpen || undefined}
      data-selected={isSelected || undefined}
      aria-selected={isSelected}
      style={{ transform: `translateY(${top}px)` }}
    >
      <SelectCell id={id} isSelected={isSelected} />
      <StateCell job={job} />
      <FlowCell job={job} />
      <ProgressCell job={job} />
      <Cell className={`${classes.number} ${classes.attempt}`} dim={job.attempt === 0}>
        {job.attempt}/{job.maxRetries + 1}
      </Cell>
      <Cell className={classes.worker}>
        {job.state === 'pending' || job.workerSlot === null ? <Nothing /> : `W${job.workerSlot}`}
      </Cell>
      <TimeCells job={job} />
      <Cell className={`${classes.number} ${classes.rows}`} dim={job.rowCount === 0}>
        {job.startedAt === null ? <Nothing /> : formatCount(job.rowCount)}
      </Cell>
      <ArtifactsCell job={job} />
      <MenuCell id={id} />
    </GridRow>
  );
});
