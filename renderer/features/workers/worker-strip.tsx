import { IconWorld } from '@tabler/icons-react';
import type { WorkerSummary } from '../../../shared/job/schema.ts';
import { formatSpan } from '../../ui/format.ts';
import { useTicked } from '../../ui/use-now.ts';
import { useWorkers } from './context.ts';
import { beatHealth, HEALTH_COLOR, type Health, workerHealth } from './health.ts';
import { BEATS_KEPT } from './store.ts';
import classes from './worker-strip.module.css';

/** The workers in the status bar: who lives, since when heard, how many jobs; and the browsers. */
export function WorkerStrip() {
  const workers = useWorkers((s) => s.workers);
  if (workers === null) return null;
  return (
    <>
      {workers.length === 0 && <span className={classes.part}>No worker is running</span>}
      {workers.map((worker) => (
        <Worker key={worker.id} worker={worker} />
      ))}
      <Browsers />
    </>
  );
}

function Worker({ worker }: { worker: WorkerSummary }) {
  const health = useTicked((now) => workerHealth(worker, now));
  const age = useTicked((now) => (worker.beatAt === null ? '' : formatSpan(now - worker.beatAt)));
  const jobs = `${worker.currentJobs.length}/${worker.concurrency} jobs`;
  const label = `W${worker.slot}, ${spoken(health, age)}, ${jobs}`;
  return (
    <span className={classes.part} role="img" aria-label={label} title={title(worker)}>
      <Beats worker={worker} />
      <b className={classes.name}>W{worker.slot}</b>
      <span
        style={{ color: health === 'alive' ? 'inherit' : HEALTH_COLOR[health] }}
        data-strong={isBad(health)}
      >
        {shown(health, age)}
      </span>
      <span>· {jobs}</span>
    </span>
  );
}

function isBad(health: Health): boolean | undefined {
  return health === 'late' || health === 'dead' || undefined;
}

function shown(health: Health, age: string): string {
  if (health === 'starting' || health === 'offline') return health;
  return health === 'alive' ? `${age} ago` : `${age} ago, ${health}`;
}

function spoken(health: Health, age: string): string {
  if (health === 'starting' || health === 'offline') return health;
  return `last heartbeat ${age} ago${health === 'alive' ? '' : `, ${health}`}`;
}

function title(worker: WorkerSummary): string {
  const parts = [`Worker ${worker.slot}`];
  if (worker.pid !== null) parts.push(`process ${worker.pid}`);
  parts.push(`${worker.jobsDone} jobs done, ${worker.jobsFailed} failed`);
  if (worker.restarts > 0) parts.push(`restarted ${worker.restarts} times`);
  return parts.join(' · ');
}

/** One bar for each of the last heartbeats, coloured by how long it let wait; the last one still counts. */
function Beats({ worker }: { worker: WorkerSummary }) {
  const beats = useWorkers((s) => s.beats.get(worker.id)) ?? [];
  const health = useTicked((now) => workerHealth(worker, now));
  const colors = beats.map((at, index) => HEALTH_COLOR[beatHealth(at - (beats[index - 1] ?? at))]);
  while (colors.length < BEATS_KEPT) colors.unshift('var(--active)');
  return (
    <span className={classes.beats}>
      {[...colors, HEALTH_COLOR[health]].map((color, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a bar is
        <i key={index} className={classes.beat} style={{ background: color }} />
      ))}
    </span>
  );
}

function Browsers() {
  const alive = useWorkers((s) => s.browsersAlive);
  const expected = useWorkers((s) => s.browsersExpected);
  return (
    <span className={classes.part} data-wrong={alive !== expected || undefined}>
      <IconWorld size={14} stroke={1.5} aria-hidden="true" />
      Browsers {alive} alive / {expected} expected
    </span>
  );
}
