import {
  IconChevronDown,
  IconChevronRight,
  IconFirstAidKit,
  IconListDetails,
  IconMinus,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { JobError } from '../../../shared/job/error.ts';
import type { ArtifactRecord, JobDetail, StepRecord } from '../../../shared/job/schema.ts';
import type { DisplayState } from '../../../shared/job/state.ts';
import { t } from '../../texts/index.ts';
import { formatAbsolute, formatCount, formatShort } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useTicked } from '../../ui/use-now.ts';
import { artifactUrl } from './artifact-url.ts';
import { ErrorWords } from './job-error.tsx';
import type { ShownStep } from './shown-steps.ts';
import classes from './steps.module.css';

/** Steps nested deeper than this are indented no further: their number tells how deep they are. */
const MAX_INDENT = 8;

interface StepRowProps {
  shown: ShownStep;
  detail: JobDetail;
  longest: number;
  isCurrent: boolean;
  /** The film strip points at it. */
  isPointed: boolean;
  told: JobError | null;
  onFold: () => void;
  onShowPicture: (artifact: ArtifactRecord) => void;
  onShowLog: () => void;
}

/** One step: its place, how it went, how long it took, its picture and the way to its lines of the log. */
export function Step(props: StepRowProps) {
  const { shown, detail, longest, isCurrent, isPointed, told, onFold, onShowPicture, onShowLog } = props;
  const { step, runs, depth, screenshot } = shown.row;
  const path = safeText(step.path, 40);
  const words = t().job.steps;
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li
      ref={element}
      className={`${classes.step} ${isCurrent ? classes.current : ''}`}
      data-pointed={isPointed || undefined}
      aria-current={isCurrent ? 'step' : undefined}
      style={{ paddingLeft: 12 + Math.min(depth, MAX_INDENT) * 20 }}
    >
      <div className={classes.line}>
        <span className={classes.number}>{path}</span>
        {shown.hasInner ? (
          <button
            type="button"
            className={classes.fold}
            aria-expanded={!shown.isFolded}
            aria-label={shown.isFolded ? words.unfold(path) : words.fold(path)}
            onClick={onFold}
          >
            {shown.isFolded ? (
              <IconChevronRight size={14} stroke={1.5} />
            ) : (
              <IconChevronDown size={14} stroke={1.5} />
            )}
          </button>
        ) : (
          <span className={classes.noFold} />
        )}
        <StepIcon state={step.state} />
        <span className={classes.words}>
          <span className={classes.title}>
            <bdi className={classes.titleText} title={safeText(step.title)}>
              {safeText(step.title)}
            </bdi>
            {step.candidate !== null && step.candidate > 0 && <Healed candidate={step.candidate} />}
            {runs > 1 && (
              <span className={classes.runs} title={words.turns(runs)}>
                × {formatCount(runs)}
              </span>
            )}
          </span>
          <bdi className={classes.target} title={safeText(step.target)}>
            {safeText(`${step.action} ${step.target}`.trim())}
          </bdi>
        </span>
        <StepTime step={step} longest={longest} />
        <button
          type="button"
          className={classes.logLink}
          title={words.logOf(path)}
          aria-label={words.logOf(path)}
          onClick={onShowLog}
        >
          <IconListDetails size={14} stroke={1.5} />
        </button>
        {screenshot !== null ? (
          <button
            type="button"
            className={classes.thumb}
            title={words.picture}
            aria-label={words.pictureOf(path)}
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

function StepIcon({ state }: { state: StepRecord['state'] }) {
  return (
    <span className={classes.icon}>
      {state === 'skipped' ? <IconMinus size={14} stroke={1.5} /> : <StateIcon state={ICON_OF[state]} />}
      <span className="visually-hidden">{t().job.steps.word[state]}</span>
    </span>
  );
}

function Healed({ candidate }: { candidate: number }) {
  return (
    <span className={classes.healed} title={t().job.steps.healedBy(candidate)}>
      <IconFirstAidKit size={12} stroke={1.5} /> {t().job.steps.healed}
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
  const absolute = formatAbsolute(step.startedAt);
  if (step.state === 'skipped') return <span className={classes.time}>{t().job.steps.skipped}</span>;
  return (
    <span className={classes.time} title={t().job.steps.started(absolute)}>
      <ProgressBar done={lengthMs} total={Math.max(longest, lengthMs, 1)} color={BAR_OF[step.state]} />
      <span className={classes.length}>{isOpen ? `${formatShort(lengthMs)} …` : formatShort(lengthMs)}</span>
    </span>
  );
}
