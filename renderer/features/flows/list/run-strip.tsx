import type { KeyboardEvent } from 'react';
import type { JobId } from '../../../../shared/ids.ts';
import type { FlowRun } from '../../../../shared/ipc/flow-calls.ts';
import { t } from '../../../texts/index.ts';
import { formatAbsolute } from '../../../ui/format.ts';
import { STATE_META } from '../../../ui/state-meta.ts';
import classes from './list.module.css';

interface RunStripProps {
  /** Of the flow, ready to be shown. */
  name: string;
  /** Newest first. */
  runs: readonly FlowRun[];
  onOpenJob: (id: JobId) => void;
}

/** The last jobs of a flow, a square each, the newest at the right. One stop of the Tab key; the arrows go from job to job. */
export function RunStrip({ name, runs, onOpenJob }: RunStripProps) {
  if (runs.length === 0) return <span className={classes.strip} />;
  return (
    <ul className={classes.strip} aria-label={t().flows.lastRuns(name)} onKeyDown={moveFocus}>
      {runs.toReversed().map(({ jobId, state, at }, index) => {
        const words = t().flows.run(jobId, STATE_META[state].word, formatAbsolute(at));
        return (
          <li key={jobId}>
            <button
              type="button"
              className={classes.square}
              data-state={state}
              tabIndex={index === runs.length - 1 ? 0 : -1}
              aria-label={words}
              title={words}
              onClick={() => onOpenJob(jobId)}
            />
          </li>
        );
      })}
    </ul>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
  if (by === 0) return;
  const squares = [...event.currentTarget.querySelectorAll('button')];
  const next = squares[squares.findIndex((square) => square.matches(':focus')) + by];
  event.preventDefault();
  next?.focus();
}
