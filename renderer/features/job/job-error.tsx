import type { JobError } from '../../../shared/job/error.ts';
import type { JobState } from '../../../shared/job/state.ts';
import { safeLines, safeText } from '../../ui/safe-text.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { InstallButton } from '../browsers/index.ts';
import { CopyButton } from './copy-button.tsx';
import classes from './job-error.module.css';

/** An error as plain text, for the clipboard. */
export function errorText(error: JobError): string {
  const step = error.step === undefined ? '' : `\nStep ${error.step}`;
  const url = error.url === undefined ? '' : `\n${error.url}`;
  return `${error.category}: ${error.message}\n${error.mend}${step}${url}`;
}

interface JobErrorPanelProps {
  error: JobError;
  /** Of the job: one that goes on, or was cancelled, tells its error in the colour of that. */
  state: JobState;
  onShowStep: (path: string) => void;
}

const WORDS = {
  failed: 'Error',
  retrying: 'Error of the last attempt',
  cancelled: 'Why it was cancelled',
} as const;

/** Why the job failed, at the top of its drawer: category, what happened, what to do. */
export function JobErrorPanel({ error, state, onShowStep }: JobErrorPanelProps) {
  const step = error.step;
  const look = state === 'pending' ? 'retrying' : state === 'cancelled' ? 'cancelled' : 'failed';
  return (
    <section
      className={look === 'failed' ? classes.panel : `${classes.panel} ${classes[look]}`}
      aria-label={WORDS[look]}
    >
      <StateIcon state={look} size={16} />
      <ErrorWords error={error} withUrl withCategory={look !== 'cancelled'} />
      <div className={classes.side}>
        {step !== undefined && (
          <button type="button" className={classes.link} onClick={() => onShowStep(step)}>
            Step {safeText(step)}
          </button>
        )}
        <InstallButton mend={error.mend} />
        <CopyButton label="Copy details" text={() => errorText(error)} />
      </div>
    </section>
  );
}

interface ErrorWordsProps {
  error: JobError;
  withUrl?: boolean;
  withCategory?: boolean;
}

/** Category, message and mend of an error. */
export function ErrorWords({ error, withUrl = false, withCategory = true }: ErrorWordsProps) {
  return (
    <div className={classes.words}>
      <p className={classes.message}>
        {withCategory && <span className={classes.category}>{error.category}</span>}
        <bdi>{safeLines(error.message)}</bdi>
      </p>
      <p className={classes.mend}>
        <bdi>{safeLines(error.mend)}</bdi>
      </p>
      {withUrl && error.url !== undefined && (
        <p className={classes.url}>
          <bdi>{safeText(error.url)}</bdi>
        </p>
      )}
    </div>
  );
}
