import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useJobs, useJobsActions, useQueue } from './features/jobs/index.ts';
import { WorkerStrip } from './features/workers/index.ts';
import classes from './status-bar.module.css';
import { Kbd } from './ui/kbd.tsx';

/** One line about the whole machine: the queue, the workers, the browsers, the live updates. */
export function StatusBar() {
  return (
    <footer className="shell-status">
      <Queue />
      <WorkerStrip />
      <span className={classes.spring} />
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
  const isBroken = useJobs((s) => s.phase === 'failed');
  const { setFrozen } = useJobsActions();
  const tone = isBroken ? 'failed' : frozen ? 'frozen' : 'live';
  return (
    <button
      type="button"
      className={`${classes.button} ${classes.live}`}
      title={frozen ? 'Let updates in again' : 'Freeze the list as it is'}
      data-warns={frozen || undefined}
      onClick={() => setFrozen(!frozen)}
    >
      <i className={classes.dot} data-tone={tone} />
      {isBroken ? 'No updates' : frozen ? 'Updates frozen' : 'Live updates'}
      <Kbd>f</Kbd>
    </button>
  );
}
