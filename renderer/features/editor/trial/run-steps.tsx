import { IconCircleCheck, IconCircleX, IconLoader2, IconPlayerPause } from '@tabler/icons-react';
import type { StepRecord } from '../../../../shared/job/schema.ts';
import { t } from '../../../texts/index.ts';
import { formatShort } from '../../../ui/format.ts';
import { safeText } from '../../../ui/safe-text.ts';
import classes from './trial.module.css';

/** More steps are not drawn: the newest are. */
const SHOWN = 200;
const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

interface RunStepsProps {
  /** Of the newest run, in order. */
  steps: readonly StepRecord[];
  /** Path of the step before which the run is paused; null = it is not. */
  pausedAt: string | null;
}

/** The steps that ran, each with its time and how it ended. */
export function RunSteps({ steps, pausedAt }: RunStepsProps) {
  const words = t().trial;
  if (steps.length === 0 && pausedAt === null) return <p className={classes.hint}>{words.noSteps}</p>;
  return (
    <ol className={classes.steps} aria-label={words.steps}>
      {steps.slice(-SHOWN).map((step) => (
        <li key={step.seq} className={classes.step} data-state={step.state}>
          <StepIcon state={step.state} />
          <span className={classes.path}>{step.path}</span>
          <bdi className={classes.stepTitle}>{safeText(step.title, 300)}</bdi>
          <span className={classes.time}>
            {step.finishedAt === null ? words.now : formatShort(step.finishedAt - step.startedAt)}
          </span>
          {step.error !== null && (
            <bdi className={classes.stepError}>{safeText(step.error.message, 500)}</bdi>
          )}
        </li>
      ))}
      {pausedAt !== null && (
        <li className={classes.step} data-state="paused">
          <IconPlayerPause {...ICON} />
          <span className={classes.path}>{pausedAt}</span>
          <strong className={classes.stepTitle}>{words.pausedHere}</strong>
          <span className={classes.time}>{words.now}</span>
        </li>
      )}
    </ol>
  );
}

function StepIcon({ state }: Pick<StepRecord, 'state'>) {
  if (state === 'done') return <IconCircleCheck {...ICON} />;
  if (state === 'failed') return <IconCircleX {...ICON} />;
  return <IconLoader2 {...ICON} />;
}
