import type { JobId } from '../../../shared/ids.ts';
import { t } from '../../texts/index.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useLateFlag } from '../../ui/use-late-flag.ts';
import { JobBody } from './job-body.tsx';
import { JobDialog } from './job-dialog.tsx';
import classes from './job-drawer.module.css';
import type { JobWish, LogPlace } from './job-wish.ts';
import type { JobFacts, JobStore } from './store.ts';

interface JobFrameProps {
  jobId: JobId;
  job: JobStore;
  facts: JobFacts;
  /** The log stands beside the other parts instead of among them. */
  logBeside: boolean;
  log: LogPlace | null;
  wish: JobWish | null;
  onWish: (wish: JobWish | null) => void;
  onOpenJob: (id: JobId) => void;
}

/** What drawer and page share below the title: the job, why it could not be read, or its outlines while it is read. */
export function JobFrame({ jobId, job, facts, logBeside, log, wish, onWish, onOpenJob }: JobFrameProps) {
  const words = t().job;
  return (
    <>
      {facts.loadError !== null && (
        <div className={classes.loadError}>
          <ErrorPanel
            title={facts.detail === null ? words.unreadable : words.old}
            detail={facts.loadError.message}
            onRetry={() => void job.reload()}
          />
        </div>
      )}
      {facts.detail !== null && (
        <JobBody
          key={jobId}
          detail={facts.detail}
          facts={facts}
          actions={job}
          logBeside={logBeside}
          log={log}
          onOpenJob={onOpenJob}
          onWish={onWish}
        />
      )}
      {facts.detail === null && facts.loadError === null && <Placeholder />}
      {wish !== null && <JobDialog wish={wish} onClose={() => onWish(null)} />}
    </>
  );
}

const PLACEHOLDER_ROWS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Still shapes at true height; nothing at all for what is read at once. */
function Placeholder() {
  const isLate = useLateFlag(true, 150);
  if (!isLate) return null;
  return (
    <div className={classes.placeholder} aria-hidden="true">
      {PLACEHOLDER_ROWS.map((row) => (
        <span key={row} />
      ))}
    </div>
  );
}
