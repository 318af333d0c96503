import type { JobError } from '../../../shared/job/error.ts';
import { safeLines, safeText } from '../../ui/safe-text.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
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
  /** The job goes on: what failed is told, but in the colour of waiting. */
  isRetried: boolean;
  onShowStep: (path: string) => void;
}

/** Why the job failed, at the top of its drawer: category, what happened, what to do. */
export function JobErrorPanel({ error, isRetried, onShowStep }: JobErrorPanelProps) {
  const step = error.step;
  return (
    <section
      className={isRetried ? `${classes.panel} ${classes.retried}` : classes.panel}
      aria-label={isRetried ? 'Error of the last attempt' : 'Error'}
    >
      <StateIcon state={isRetried ? 'retrying' : 'failed'} size={16} />
      <ErrorWords error={error} withUrl />
      <div className={classes.side}>
        {step !== undefined && (
          <button type="button" className={classes.link} onClick={() => onShowStep(step)}>
            Step {safeText(step)}
          </button>
        )}
        <CopyButton label="Copy details" text={() => errorText(error)} />
      </div>
    </section>
  );
}

interface ErrorWordsProps {
  error: JobError;
  withUrl?: boolean;
}

/** Category, message and mend of an error. */
export function ErrorWords({ error, withUrl = false }: ErrorWordsProps) {
  return (
    <div className={classes.words}>
      <p className={classes.message}>
        <span className={classes.category}>{error.category}</span>
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
