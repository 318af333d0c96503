import { IconAlertTriangle, IconWorld } from '@tabler/icons-react';
import type { WorkerSummary } from '../../../shared/job/schema.ts';
import { formatRelative, formatSpan } from '../../ui/format.ts';
import { useTicked } from '../../ui/use-now.ts';
import { Beats } from './beats.tsx';
import { useWorkers } from './context.ts';
import { HEALTH_COLOR, isBadHealth, workerHealth } from './health.ts';
import { degradedWords } from './pool-words.ts';
import { fleetWords, SHOWN_SINGLY, stripWords } from './strip-words.ts';
import classes from './worker-strip.module.css';

interface WorkerStripProps {
  /** Goes to the page of workers. */
  onShowWorkers: () => void;
}

/** The workers in the status bar: who lives, since when heard, how many jobs; and the browsers. */
export function WorkerStrip({ onShowWorkers }: WorkerStripProps) {
  const workers = useWorkers((s) => s.workers);
  if (workers === null) return null;
  return (
    <>
      <Degraded onShow={onShowWorkers} />
      {workers.length === 0 && <span className={classes.part}>No worker is running</span>}
      {workers.length <= SHOWN_SINGLY ? (
        workers.map((worker) => <Worker key={worker.id} worker={worker} />)
      ) : (
        <Together workers={workers} />
      )}
      <Browsers />
    </>
  );
}

function Degraded({ onShow }: { onShow: () => void }) {
  const pool = useWorkers((s) => s.pool);
  const nextStartAt = pool?.nextStartAt ?? null;
  const next = useTicked((now) =>
    nextStartAt === null ? '' : `, next start ${formatRelative(Math.max(nextStartAt, now), now)}`,
  );
  if (pool?.state !== 'degraded') return null;
  return (
    <button type="button" className={classes.degraded} title={degradedWords(pool)} onClick={onShow}>
      <IconAlertTriangle size={14} stroke={1.5} aria-hidden="true" />
      Workers degraded{next}
    </button>
  );
}

function Worker({ worker }: { worker: WorkerSummary }) {
  const health = useTicked((now) => workerHealth(worker, now));
  const age = useTicked((now) => (worker.beatAt === null ? '' : formatSpan(now - worker.beatAt)));
  const words = stripWords(worker, health, age);
  return (
    <span className={classes.part} role="img" aria-label={words.label} title={title(worker)}>
      <Beats worker={worker} />
      <b className={classes.name}>W{worker.slot}</b>
      <span
        style={{ color: health === 'alive' ? 'inherit' : HEALTH_COLOR[health] }}
        data-strong={isBadHealth(health) || undefined}
      >
        {words.shown}
      </span>
      {words.isDraining && <span className={classes.draining}>draining</span>}
      <span>· {words.jobs}</span>
    </span>
  );
}

function title(worker: WorkerSummary): string {
  const parts = [`Worker ${worker.slot}`];
  if (worker.pid !== null) parts.push(`process ${worker.pid}`);
  if (worker.draining) parts.push('finishes what it has and takes nothing new');
  parts.push(`${worker.jobsDone} jobs done, ${worker.jobsFailed} failed`);
  if (worker.restarts > 0) parts.push(`restarted ${worker.restarts} times`);
  return parts.join(' · ');
}

/** Many workers in one line: the page of workers shows each. */
function Together({ workers }: { workers: readonly WorkerSummary[] }) {
  const words = useTicked((now) => fleetWords(workers, now));
  const isBad = useTicked((now) => workers.some((worker) => isBadHealth(workerHealth(worker, now))));
  return (
    <span className={classes.part}>
      <span className={isBad ? classes.draining : undefined}>{words}</span>
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
