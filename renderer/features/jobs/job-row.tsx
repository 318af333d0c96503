import { memo } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { formatCount } from '../../ui/format.ts';
import { Cell, GridRow } from '../../ui/grid.tsx';
import { ClockTime } from '../../ui/time-text.tsx';
import type { ColumnId } from './columns.ts';
import { useJobs } from './context.ts';
import {
  ArtifactsCell,
  DurationCell,
  FlowCell,
  MenuCell,
  Nothing,
  ProgressCell,
  SelectCell,
  StartedCell,
  StateCell,
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
  columns: readonly ColumnId[];
}

/** The name that the grid points to while the keyboard is at this job. */
export function rowName(id: JobId): string {
  return `job-${id}`;
}

/** One job, two lines. It wakes for its own job only; clicks are taken by the list. */
export const JobRow = memo(function JobRow(props: JobRowProps) {
  const { id, rowIndex, top, isCurrent, isOpen, isSelected, columns } = props;
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
      {columns.map((column) => (
        <JobCell key={column} column={column} job={job} />
      ))}
      <MenuCell id={id} />
    </GridRow>
  );
});

function JobCell({ column, job }: { column: ColumnId; job: JobSummary }) {
  switch (column) {
    case 'state':
      return <StateCell job={job} />;
    case 'flow':
      return <FlowCell job={job} />;
    case 'progress':
      return <ProgressCell job={job} />;
    case 'attempt':
      return (
        <Cell className={classes.number} dim={job.attempt === 0}>
          {job.attempt}/{job.maxRetries + 1}
        </Cell>
      );
    case 'worker':
      return (
        <Cell className={classes.worker}>
          {job.state === 'pending' || job.workerSlot === null ? <Nothing /> : `W${job.workerSlot}`}
        </Cell>
      );
    case 'started':
      return <StartedCell job={job} />;
    case 'duration':
      return <DurationCell job={job} />;
    case 'rows':
      return (
        <Cell className={classes.number} dim={job.rowCount === 0}>
          {job.startedAt === null ? <Nothing /> : formatCount(job.rowCount)}
        </Cell>
      );
    case 'artifacts':
      return <ArtifactsCell job={job} />;
    case 'priority':
      return (
        <Cell className={classes.number} dim={job.priority === 0}>
          {job.priority > 0 ? `+${job.priority}` : job.priority}
        </Cell>
      );
    case 'queued':
      return (
        <Cell className={classes.time}>
          <ClockTime at={job.createdAt} />
        </Cell>
      );
  }
}
