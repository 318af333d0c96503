import { useCallback, useEffect, useState } from 'react';
import { toWire, type WireError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { FailureCause, FailureCauses } from '../../../shared/statistics/failure-cause.ts';
import { appClient } from '../../api/index.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SafeLine } from '../../ui/safe-line.tsx';
import { RelativeTime } from '../../ui/time-text.tsx';
import { artifactUrl } from '../job/artifact-url.ts';
import classes from './statistics.module.css';

interface CausesDialogProps {
  onOpenJob: (id: JobId) => void;
  onClose: () => void;
}

/** The failed jobs by what they have in common, with a picture each. */
export function CausesDialog({ onOpenJob, onClose }: CausesDialogProps) {
  const [causes, setCauses] = useState<FailureCauses | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const read = useCallback(() => {
    setError(null);
    appClient()
      .call('statistics.causes', {})
      .then(setCauses, (fault: unknown) => setError(toWire(fault)));
  }, []);
  useEffect(read, [read]);
  const words = t().statistics;
  return (
    <Dialog opened onClose={onClose} title={words.causes} width={760}>
      {error !== null && <ErrorPanel title={words.unreadable} detail={error.message} onRetry={read} />}
      {error === null && causes === null && <p className={classes.quiet}>{words.reading}</p>}
      {causes?.causes.length === 0 && <p className={classes.quiet}>{words.noCauses}</p>}
      <ul className={classes.causes}>
        {causes?.causes.map((cause) => (
          <Cause
            key={cause.newest}
            cause={cause}
            onOpen={() => {
              onClose();
              onOpenJob(cause.newest);
            }}
          />
        ))}
      </ul>
      {causes?.complete === false && <p className={classes.quiet}>{words.looked(causes.looked)}</p>}
    </Dialog>
  );
}

function Cause({ cause, onOpen }: { cause: FailureCause; onOpen: () => void }) {
  const words = t().statistics;
  const { picture } = cause;
  return (
    <li className={classes.cause}>
      {picture === null ? (
        <span className={classes.noPicture}>{words.noPicture}</span>
      ) : (
        <img
          className={classes.picture}
          src={artifactUrl(picture.jobId, picture.artifactId)}
          alt={words.picture}
        />
      )}
      <div className={classes.causeText}>
        <b>
          {cause.category} · {words.causeJobs(cause.jobs)}
        </b>
        <SafeLine text={cause.message} />
        <span className={classes.quiet}>{cause.mend}</span>
        <span className={classes.quiet}>
          {cause.flows === 1 ? <SafeLine text={cause.flowName} /> : words.causeFlows(cause.flows)}
          {' · '}
          <RelativeTime at={cause.newestAt} />
        </span>
      </div>
      <Button size="sm" onClick={onOpen}>
        {words.newest(cause.newest)}
      </Button>
    </li>
  );
}
