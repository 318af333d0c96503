import type { WorkerSummary } from '../../../shared/job/schema.ts';
import { useTicked } from '../../ui/use-now.ts';
import classes from './beats.module.css';
import { useWorkers } from './context.ts';
import { beatHealth, HEALTH_COLOR, workerHealth } from './health.ts';
import { BEATS_KEPT } from './store.ts';

/** One bar for each of the last heartbeats, coloured by how long it let wait; the last one still counts. */
export function Beats({ worker }: { worker: WorkerSummary }) {
  const beats = useWorkers((s) => s.beats.get(worker.id)) ?? [];
  const health = useTicked((now) => workerHealth(worker, now));
  const colors = beats.map((at, index) => HEALTH_COLOR[beatHealth(at - (beats[index - 1] ?? at))]);
  while (colors.length < BEATS_KEPT) colors.unshift('var(--active)');
  return (
    <span className={classes.beats} aria-hidden="true">
      {[...colors, HEALTH_COLOR[health]].map((color, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a bar is
        <i key={index} className={classes.beat} style={{ background: color }} />
      ))}
    </span>
  );
}
