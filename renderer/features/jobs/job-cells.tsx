import { IconDots, IconPaperclip } from '@tabler/icons-react';
import type { JobId } from '../../../shared/ids.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { displayState } from '../../../shared/job/state.ts';
import { liveWord } from '../../../shared/live/live-state.ts';
import { formatCount } from '../../ui/format.ts';
import { Cell } from '../../ui/grid.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { SafeLine } from '../../ui/safe-line.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { STATE_META } from '../../ui/state-meta.ts';
import { ClockTime, Duration } from '../../ui/time-text.tsx';
import { TrialBadge } from '../../ui/trial-badge.tsx';
import { useTicked } from '../../ui/use-now.ts';
import { useLiveState } from '../live/index.ts';
import { useQueue } from './context.ts';
import classes from './job-list.module.css';
import { progressDetail, stateDetail } from './state-detail.ts';

interface CellProps {
  job: JobSummary;
}

/** The box that takes the job into the selection; clicks are taken by the list, keys by the page. */
export function SelectCell({ id, isSelected }: { id: JobId; isSelected: boolean }) {
  return (
    <Cell className={classes.select} data-select={id}>
      <input
        type="checkbox"
        tabIndex={-1}
        readOnly
        className={classes.tick}
        aria-label={`Select job ${id}`}
        checked={isSelected}
      />
    </Cell>
  );
}

/** The state, and under it what the word leaves open. */
export function StateCell({ job }: CellProps) {
  const paused = useQueue((queue) => queue.paused === true);
  const state = useTicked((now) => displayState(job, now));
  const live = useLiveState(job.id);
  const words = useTicked((now) => stateDetail(job, now, paused));
  const detail = state === 'processing' && live !== null ? liveWord(live) : words;
  return (
    <Cell className={classes.cell}>
      <StateBadge state={state} />
      {detail !== '' && <SafeLine className={classes.second} text={detail} />}
    </Cell>
  );
}

/** The flow's name, and under it what tells this job from its siblings. */
export function FlowCell({ job }: CellProps) {
  return (
    <Cell className={classes.cell}>
      <span className={classes.first}>
        <SafeLine className={classes.name} text={job.flowName} />
        {job.tags?.map((tag) => (
          <bdi key={tag} className={classes.tag}>
            {safeText(tag, 40)}
          </bdi>
        ))}
      </span>
      <span className={classes.second}>
        <span className={classes.id}>#{job.id}</span>
        {job.trial !== undefined && <TrialBadge />}
        {job.subtitle !== '' && (
          <>
            <span aria-hidden="true"> · </span>
            <SafeLine text={job.subtitle} />
          </>
        )}
      </span>
    </Cell>
  );
}

/** Steps done of all, and under it the step under way. */
export function ProgressCell({ job }: CellProps) {
  const state = useTicked((now) => displayState(job, now));
  const detail = progressDetail(job);
  return (
    <Cell className={`${classes.cell} ${classes.progress}`}>
      <div className={classes.bar}>
        <ProgressBar done={job.stepsDone} total={job.stepsTotal} color={STATE_META[state].color} />
        <span data-dim={job.stepsDone === 0 || undefined}>
          {job.stepsTotal === 0 ? <Nothing /> : `${job.stepsDone}/${job.stepsTotal}`}
        </span>
      </div>
      {detail !== '' && <SafeLine className={classes.second} text={detail} />}
    </Cell>
  );
}

/** When it began or is due. */
export function StartedCell({ job }: CellProps) {
  const startedAt = job.state === 'pending' ? null : job.startedAt;
  return (
    <Cell className={classes.time} dim={startedAt === null}>
      {startedAt === null && 'due '}
      <ClockTime at={startedAt ?? job.runAt} />
    </Cell>
  );
}

/** How long it runs or ran. */
export function DurationCell({ job }: CellProps) {
  const startedAt = job.state === 'pending' ? null : job.startedAt;
  return (
    <Cell className={classes.number}>
      {startedAt === null ? <Nothing /> : <Duration from={startedAt} to={job.completedAt} />}
    </Cell>
  );
}

/** How many files it made. */
export function ArtifactsCell({ job }: CellProps) {
  return (
    <Cell className={`${classes.number} ${classes.artifacts}`}>
      {job.artifactCount === 0 ? (
        <Nothing />
      ) : (
        <>
          <IconPaperclip size={12} stroke={1.5} aria-hidden="true" /> {formatCount(job.artifactCount)}
        </>
      )}
    </Cell>
  );
}

/** The button of the row's menu; the list opens it. */
export function MenuCell({ id }: { id: JobId }) {
  return (
    <Cell className={classes.more}>
      <button
        type="button"
        tabIndex={-1}
        className={classes.moreButton}
        data-menu={id}
        aria-label={`Actions for job ${id}`}
      >
        <IconDots size={16} stroke={1.5} />
      </button>
    </Cell>
  );
}

/** A cell without a value. */
export function Nothing() {
  return (
    <>
      <span aria-hidden="true" className={classes.nothing}>
        –
      </span>
      <span className="visually-hidden">none</span>
    </>
  );
}
