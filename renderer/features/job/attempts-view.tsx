import type {
  AttemptOutcome,
  AttemptRecord,
  EventKind,
  JobDetail,
  JobEvent,
} from '../../../shared/job/schema.ts';
import type { DisplayState } from '../../../shared/job/state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatAbsolute, formatLogTime, formatShort, plural } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { ClockTime } from '../../ui/time-text.tsx';
import { useTicked } from '../../ui/use-now.ts';
import classes from './facts.module.css';
import { ErrorWords } from './job-error.tsx';

const OUTCOMES: Readonly<Record<AttemptOutcome, { word: string; state: DisplayState }>> = {
  processing: { word: 'Processing', state: 'processing' },
  completed: { word: 'Completed', state: 'completed' },
  failed: { word: 'Failed', state: 'failed' },
  cancelled: { word: 'Cancelled', state: 'cancelled' },
  parked: { word: 'Parked', state: 'parked' },
  released: { word: 'Given back', state: 'pending' },
  worker_died: { word: 'Worker died', state: 'stalled' },
  lease_expired: { word: 'Worker was not heard', state: 'stalled' },
  app_restarted: { word: 'App was restarted', state: 'stalled' },
};

const EVENT_WORDS: Readonly<Record<EventKind, string>> = {
  queued: 'Queued',
  claimed: 'Taken by a worker',
  completed: 'Completed',
  failed: 'Failed',
  retry_scheduled: 'Retry scheduled',
  cancel_asked: 'Cancel asked',
  cancel_stage: 'Stopping',
  cancelled: 'Cancelled',
  parked: 'Parked',
  released: 'Given back',
  reclaimed: 'Taken back from its worker',
  retried: 'Retried by you',
  run_now: 'Run now by you',
  edited: 'Edited by you',
  snoozed: 'Snoozed by you',
};

/** Every try of the job, newest first, and under it the whole history. */
export function AttemptsView({ detail }: { detail: JobDetail }) {
  const attempts = [...detail.attempts].sort((a, b) => b.epoch - a.epoch);
  const events = [...detail.events].sort((a, b) => b.id - a.id);
  return (
    <div className={classes.view}>
      {attempts.length === 0 ? (
        <EmptyState>No attempt yet: the job waits for a worker.</EmptyState>
      ) : (
        <ol className={classes.list} aria-label="Attempts">
          {attempts.map((attempt) => (
            <Attempt key={attempt.epoch} attempt={attempt} />
          ))}
        </ol>
      )}
      <section className={classes.group}>
        <h3 className={classes.heading}>History</h3>
        <ol className={classes.list} aria-label="History">
          {events.map((event) => (
            <Event key={event.id} event={event} />
          ))}
        </ol>
      </section>
    </div>
  );
}

function Attempt({ attempt }: { attempt: AttemptRecord }) {
  const outcome = OUTCOMES[attempt.outcome];
  return (
    <li className={classes.attempt}>
      <div className={classes.attemptLine}>
        <span className={classes.attemptNumber}>Attempt {attempt.attempt}</span>
        <span className={classes.outcome}>
          <StateIcon state={outcome.state} /> {outcome.word}
        </span>
        <span className={classes.quiet}>W{attempt.workerSlot}</span>
        <span className={classes.quiet}>
          <ClockTime at={attempt.startedAt} />
        </span>
        <span className={classes.quiet}>
          {attempt.rowCount > 0 ? plural(attempt.rowCount, 'row') : 'no rows'}
        </span>
        <AttemptLength attempt={attempt} />
      </div>
      {attempt.error !== null && (
        <div className={classes.attemptError}>
          <ErrorWords error={attempt.error} withUrl />
        </div>
      )}
    </li>
  );
}

function AttemptLength({ attempt }: { attempt: AttemptRecord }) {
  const isOpen = attempt.finishedAt === null;
  const ms = useTicked((now) => {
    if (attempt.finishedAt !== null) return attempt.finishedAt - attempt.startedAt;
    return Math.floor(Math.max(0, now - attempt.startedAt) / 1000) * 1000;
  });
  return <span className={classes.length}>{isOpen ? `${formatShort(ms)} …` : formatShort(ms)}</span>;
}

function Event({ event }: { event: JobEvent }) {
  return (
    <li className={classes.event}>
      <span className={classes.eventTime} title={formatAbsolute(event.at)}>
        {formatLogTime(event.at)}
      </span>
      <span className={classes.eventWord}>{EVENT_WORDS[event.kind]}</span>
      <bdi className={classes.eventDetail}>{safeText(event.detail)}</bdi>
    </li>
  );
}
