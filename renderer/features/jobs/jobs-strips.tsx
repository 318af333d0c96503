import { IconPlayerPause, IconPlayerPlay, IconPlugConnectedX, IconX } from '@tabler/icons-react';
import { Button, IconButton } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { plural } from '../../ui/format.ts';
import { useLateFlag } from '../../ui/use-late-flag.ts';
import { useWorkers } from '../workers/index.ts';
import { useJobs, useJobsActions, useQueue } from './context.ts';
import classes from './jobs-page.module.css';

/** What must be known above the list: the queue is paused, or a wish could not be fulfilled. */
export function JobsStrips() {
  return (
    <>
      <PausedStrip />
      <NoWorkerStrip />
      <FaultStrip />
    </>
  );
}

function PausedStrip() {
  const paused = useQueue((queue) => queue.paused);
  const setPaused = useQueue((queue) => queue.setPaused);
  const processing = useJobs((s) => (s.counts?.processing ?? 0) + (s.counts?.cancelling ?? 0));
  if (paused !== true) return null;
  return (
    <div className={classes.paused}>
      <IconPlayerPause size={16} stroke={1.5} aria-hidden="true" />
      <span className={classes.stripText}>
        {processing === 0
          ? 'Nothing is processing: the queue is paused.'
          : `The queue is paused: ${plural(processing, 'job')} under way will finish, no other starts.`}
      </span>
      <Button
        size="sm"
        hotkey="p"
        icon={<IconPlayerPlay size={14} stroke={1.5} />}
        onClick={() => void setPaused(false)}
      >
        Resume
      </Button>
    </div>
  );
}

/** Workers may be gone for a moment, at the start or while one takes another's place. */
const NO_WORKER_SHOWS_MS = 10_000;

function NoWorkerStrip() {
  const paused = useQueue((queue) => queue.paused);
  const hasNone = useWorkers((s) => s.workers?.every(({ state }) => state === 'offline') === true);
  const waits = useJobs((s) => (s.counts?.pending ?? 0) > 0);
  const isShown = useLateFlag(hasNone && waits && paused === false, NO_WORKER_SHOWS_MS);
  if (!isShown) return null;
  return (
    <div className={classes.paused}>
      <IconPlugConnectedX size={16} stroke={1.5} aria-hidden="true" />
      <span className={classes.stripText}>
        Nothing is processing: no worker is running. Workers, at the left, says why and starts them; no job is
        lost.
      </span>
    </div>
  );
}

function FaultStrip() {
  const fault = useJobs((s) => s.fault);
  const { dismissFault } = useJobsActions();
  if (fault === null) return null;
  return (
    <div className={classes.fault}>
      <ErrorPanel
        title={fault.title}
        detail={fault.detail}
        actions={<IconButton label="Close" icon={<IconX size={16} stroke={1.5} />} onClick={dismissFault} />}
      />
    </div>
  );
}
