import { IconFirstAidKit, IconMinus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { JobError } from '../../../shared/job/error.ts';
import type { ArtifactRecord, JobDetail, JobSummary, StepRecord } from '../../../shared/job/schema.ts';
import { type DisplayState, isEnded } from '../../../shared/job/state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatAbsolute, formatShort, plural } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useTicked } from '../../ui/use-now.ts';
import { artifactUrl } from './artifact-url.ts';
import { ErrorWords } from './job-error.tsx';
import classes from './steps.module.css';
import type { StepRow } from './steps.ts';

interface StepsViewProps {
  detail: JobDetail;
  rows: readonly StepRow[];
  /** Path of the step to bring into view and mark; null = none. */
  current: string | null;
  /** What the drawer already tells above the tabs: its step does not tell it again. */
  told: JobError | null;
  onShowPicture: (artifact: ArtifactRecord) => void;
}

/** The steps of one attempt, in the order of the flow. */
export function StepsView({ detail, rows, current, told, onShowPicture }: StepsViewProps) {
  if (rows.length === 0) {
    return <EmptyState>{whyNoStep(detail.job)}</EmptyState>;
  }
  const longest = Math.max(
    1,
    ...rows.map(({ step }) => (step.finishedAt ?? step.startedAt) - step.startedAt),
  );
  return (
    <>
      <ol className={classes.list} aria-label="Steps">
        {rows.map((row) => (
          <Step
            key={row.step.path}
            row={row}
            detail={detail}
            longest={longest}
            isCurrent={row.step.path === current}
            told={told}
            onShowPicture={onShowPicture}
          />
        ))}
      </ol>
      <StepsToCome rows={rows} detail={detail} />
    </>
  );
}

function whyNoStep(job: JobSummary): string {
  if (isEnded(job.state)) return 'The job ended before its first step.';
  if (job.state === 'processing') return 'No step yet: the browser is starting.';
  return 'No step yet: the job waits for its turn.';
}

function StepsToCome({ rows, detail }: { rows: readonly StepRow[]; detail: JobDetail }) {
  const top = rows.filter((row) => row.depth === 0).length;
  const left = detail.job.stepsTotal - top;
  if (left <= 0 || detail.job.state === 'completed') return null;
  const word = detail.job.state === 'processing' ? 'to come' : 'not reached';
  return (
    <p className={classes.rest}>
      {plural(left, 'more step')} {word}
    </p>
  );
}

/** Steps nested deeper than this are indented no further: their number tells how deep they are. */
const MAX_INDENT = 8;

interface StepProps {
  row: StepRow;
  detail: JobDetail;
  longest: number;
  isCurrent: boolean;
  told: JobError | null;
  onShowPicture: (artifact: ArtifactRecord) => void;
}

function Step({ row, detail, longest, isCurrent, told, onShowPicture }: StepProps) {
  const { step, runs, depth, screenshot } = row;
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li
      ref={element}
      className={`${classes.step} ${isCurrent ? classes.current : ''}`}
      style={{ paddingLeft: 12 + Math.min(depth, MAX_INDENT) * 20 }}
    >
      <div className={classes.line}>
        <span className={classes.number}>{safeText(step.path)}</span>
        <StepIcon state={step.state} />
        <span className={classes.words}>
          <span className={classes.title}>
            <bdi className={classes.titleText} title={safeText(step.title)}>
              {safeText(step.title)}
            </bdi>
            {step.candidate !== null && step.candidate > 0 && <Healed candidate={step.candidate} />}
            {runs > 1 && <span className={classes.runs}>× {runs}</span>}
          </span>
          <bdi className={classes.target} title={safeText(step.target)}>
            {safeText(`${step.action} ${step.target}`.trim())}
          </bdi>
        </span>
        <StepTime step={step} longest={longest} />
        {screenshot !== null ? (
          <button
            type="button"
            className={classes.thumb}
            title="Show the screenshot"
            aria-label={`Screenshot of step ${safeText(step.path)}`}
            onClick={() => onShowPicture(screenshot)}
          >
            <img src={artifactUrl(detail.job.id, screenshot.id)} alt="" loading="lazy" />
          </button>
        ) : (
          <span className={classes.noThumb} />
        )}
      </div>
      {step.error !== null && !isSameError(step.error, told) && (
        <div className={classes.error}>
          <ErrorWords error={step.error} />
        </div>
      )}
    </li>
  );
}

function isSameError(error: JobError, told: JobError | null): boolean {
  return error.message === told?.message && error.category === told.category;
}

const ICON_OF = {
  running: 'processing',
  done: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<Exclude<StepRecord['state'], 'skipped'>, DisplayState>;

const WORD_OF = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  skipped: 'skipped',
  cancelled: 'cancelled',
} as const satisfies Record<StepRecord['state'], string>;

function StepIcon({ state }: { state: StepRecord['state'] }) {
  return (
    <span className={classes.icon}>
      {state === 'skipped' ? <IconMinus size={14} stroke={1.5} /> : <StateIcon state={ICON_OF[state]} />}
      <span className="visually-hidden">{WORD_OF[state]}</span>
    </span>
  );
}

function Healed({ candidate }: { candidate: number }) {
  return (
    <span
      className={classes.healed}
      title={`The first ${candidate === 1 ? 'candidate' : `${candidate} candidates`} of the target found nothing; candidate ${candidate + 1} did.`}
    >
      <IconFirstAidKit size={12} stroke={1.5} /> healed
    </span>
  );
}

const BAR_OF = {
  running: 'var(--st-processing)',
  done: 'var(--tx3)',
  failed: 'var(--st-failed)',
  skipped: 'var(--tx3)',
  cancelled: 'var(--tx3)',
} as const satisfies Record<StepRecord['state'], string>;

/** Length of the step as a number and as a bar against the longest one; it counts while the step runs. */
function StepTime({ step, longest }: { step: StepRecord; longest: number }) {
  const isOpen = step.finishedAt === null && step.state === 'running';
  const lengthMs = useTicked((now) => {
    if (!isOpen) return (step.finishedAt ?? step.startedAt) - step.startedAt;
    return Math.floor(Math.max(0, now - step.startedAt) / 1000) * 1000;
  });
  const absolute = `${formatAbsolute(step.startedAt)}`;
  if (step.state === 'skipped') return <span className={classes.time}>skipped</span>;
  return (
    <span className={classes.time} title={`started ${absolute}`}>
      <ProgressBar done={lengthMs} total={Math.max(longest, lengthMs, 1)} color={BAR_OF[step.state]} />
      <span className={classes.length}>{isOpen ? `${formatShort(lengthMs)} …` : formatShort(lengthMs)}</span>
    </span>
  );
}
