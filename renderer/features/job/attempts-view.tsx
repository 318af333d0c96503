import type { JobId, LeaseEpoch } from '../../../shared/ids.ts';
import type { AttemptOutcome, AttemptRecord, JobDetail, JobEvent } from '../../../shared/job/schema.ts';
import type { DisplayState } from '../../../shared/job/state.ts';
import { t } from '../../texts/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatAbsolute, formatLogTime, formatShort } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { ClockTime } from '../../ui/time-text.tsx';
import { useTicked } from '../../ui/use-now.ts';
import { CompareView } from './compare-view.tsx';
import classes from './facts.module.css';
import { ErrorWords } from './job-error.tsx';

const STATE_OF: Readonly<Record<AttemptOutcome, DisplayState>> = {
  processing: 'processing',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  parked: 'parked',
  released: 'pending',
  worker_died: 'stalled',
  lease_expired: 'stalled',
  app_restarted: 'stalled',
};

interface AttemptsViewProps {
  detail: JobDetail;
  onOpenJob: (id: JobId) => void;
  onShowStep: (path: string, epoch: LeaseEpoch) => void;
}

/** Every try of the job, newest first; one of them beside another run; and under it the whole history. */
export function AttemptsView({ detail, onOpenJob, onShowStep }: AttemptsViewProps) {
  const attempts = [...detail.attempts].sort((a, b) => b.epoch - a.epoch);
  const events = [...detail.events].sort((a, b) => b.id - a.id);
  const words = t().job.attempts;
  return (
    <div className={classes.view}>
      {attempts.length === 0 ? (
        <EmptyState>{words.none}</EmptyState>
      ) : (
        <ol className={classes.list} aria-label={words.list}>
          {attempts.map((attempt) => (
            <Attempt key={attempt.epoch} attempt={attempt} />
          ))}
        </ol>
      )}
      {attempts.length > 0 && <CompareView detail={detail} onOpenJob={onOpenJob} onShowStep={onShowStep} />}
      <section className={classes.group}>
        <h3 className={classes.heading}>{words.history}</h3>
        <ol className={classes.list} aria-label={words.history}>
          {events.map((event) => (
            <Event key={event.id} event={event} />
          ))}
        </ol>
      </section>
    </div>
  );
}

function Attempt({ attempt }: { attempt: AttemptRecord }) {
  const words = t().job.attempts;
  return (
    <li className={classes.attempt}>
      <div className={classes.attemptLine}>
        <span className={classes.attemptNumber}>{t().job.attempt(attempt.attempt)}</span>
        <span className={classes.outcome}>
          <StateIcon state={STATE_OF[attempt.outcome]} /> {words.outcome[attempt.outcome]}
        </span>
        <span className={classes.quiet}>W{attempt.workerSlot}</span>
        <span className={classes.quiet}>
          <ClockTime at={attempt.startedAt} />
        </span>
        <span className={classes.quiet}>
          {attempt.rowCount > 0 ? t().common.rows(attempt.rowCount) : words.noRows}
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
      <span className={classes.eventWord}>{t().job.attempts.event[event.kind]}</span>
      <bdi className={classes.eventDetail}>{safeText(event.detail)}</bdi>
    </li>
  );
}
