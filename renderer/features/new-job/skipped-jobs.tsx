import { useEffect, useState } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import type { JobState } from '../../../shared/job/state.ts';
import { appClient } from '../../api/index.ts';
import { formatCount } from '../../ui/format.ts';
import classes from './new-job.module.css';
import { skippedSentence } from './skipped-words.ts';
import type { Queued } from './store.ts';

/** Numbers that are named; of the others only the count is told. */
const MOST_NAMED = 100;

interface SkippedJobsProps {
  result: Queued;
  /** Undefined where jobs cannot be opened from. */
  onOpen: ((id: JobId) => void) | undefined;
}

/** Says which jobs were not queued because their like stood already, with the way to each of them. */
export function SkippedJobs({ result, onOpen }: SkippedJobsProps) {
  const states = useStateOf(result.skipped);
  const named = result.skipped.slice(0, MOST_NAMED);
  return (
    <div className={classes.told} role="status">
      <p>{skippedSentence(result, states)}</p>
      <ul className={classes.toldJobs} aria-label="Jobs that stood already">
        {named.map((id) => (
          <li key={id}>
            {onOpen === undefined ? (
              `#${id}`
            ) : (
              <button type="button" className={classes.jobLink} onClick={() => onOpen(id)}>
                Open #{id}
              </button>
            )}
          </li>
        ))}
        {result.skipped.length > named.length && (
          <li>and {formatCount(result.skipped.length - named.length)} more</li>
        )}
      </ul>
    </div>
  );
}

/** The state of the one job that was in the way; of many it is not asked. */
function useStateOf(skipped: readonly JobId[]): ReadonlyMap<JobId, JobState> {
  const [states, setStates] = useState<ReadonlyMap<JobId, JobState>>(new Map());
  const only = skipped.length === 1 ? skipped[0] : undefined;
  useEffect(() => {
    if (only === undefined) return;
    appClient()
      .call('jobs.get', { id: only })
      .then(({ job }) => setStates(new Map([[only, job.state]])))
      .catch(() => undefined);
  }, [only]);
  return states;
}
