import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { type BrokenStream, streamHealth } from './api/index.ts';
import { useJobs, useJobsActions, useQueue } from './features/jobs/index.ts';
import { Bell } from './features/notices/index.ts';
import { WorkerStrip } from './features/workers/index.ts';
import { router } from './router.ts';
import classes from './status-bar.module.css';
import { Kbd } from './ui/kbd.tsx';

/** One line about the whole machine: the queue, the workers, the browsers, the live updates. */
export function StatusBar() {
  return (
    <footer className="shell-status">
      <Queue />
      <WorkerStrip onShowWorkers={() => router.go({ page: 'workers' })} />
      <span className={classes.spring} />
      <Bell />
      <LiveUpdates />
    </footer>
  );
}

function Queue() {
  const paused = useQueue((queue) => queue.paused);
  const setPaused = useQueue((queue) => queue.setPaused);
  if (paused === null) return null;
  const icon = { size: 14, stroke: 1.5, 'aria-hidden': true } as const;
  return (
    <button
      type="button"
      className={classes.button}
      title={paused ? 'Resume the queue' : 'Pause the queue: running jobs finish, no other starts'}
      data-warns={paused || undefined}
      onClick={() => void setPaused(!paused)}
    >
      {paused ? <IconPlayerPause {...icon} /> : <IconPlayerPlay {...icon} />}
      {paused ? 'Queue paused' : 'Queue running'}
      <Kbd>p</Kbd>
    </button>
  );
}

function LiveUpdates() {
  const frozen = useJobs((s) => s.frozen);
  const [stream] = useStore(streamHealth.store, (s) => s.broken);
  const isBroken = useJobs((s) => s.phase === 'failed') || stream !== undefined;
  const { setFrozen } = useJobsActions();
  const tone = isBroken ? 'failed' : frozen ? 'frozen' : 'live';
  return (
    <button
      type="button"
      className={`${classes.button} ${classes.live}`}
      title={liveTitle(frozen, stream)}
      data-warns={frozen || isBroken || undefined}
      onClick={() => (stream === undefined ? setFrozen(!frozen) : location.reload())}
    >
      <i className={classes.dot} data-tone={tone} />
      {stream !== undefined
        ? 'Updates have stopped'
        : isBroken
          ? 'No updates'
          : frozen
            ? 'Updates frozen'
            : 'Live updates'}
      {stream === undefined && <Kbd>f</Kbd>}
    </button>
  );
}

function liveTitle(frozen: boolean, stream: BrokenStream | undefined): string {
  if (stream !== undefined) return `${stream.error.message} (${stream.name}) Click to load the window anew.`;
  return frozen ? 'Let updates in again' : 'Freeze the list as it is';
}
