import type { Clock } from '../../../shared/clock.ts';
import type { WorkerPool } from './pool.ts';

/** After `stop` a worker may take this long to give its jobs back and close its browsers. */
const STOP_MS = 5_000;
/** What has been ended must be gone after this long; a process that the system does not let go is not waited for. */
const EXIT_MS = 5_000;

/**
 * Ends every worker, gently first: no new claims, running jobs get up to `graceMs`, what is left is given back, every browser is
 * closed. Settles when no worker is left, at the latest some 20 s after the grace time.
 * @returns false when something that ended workers left behind could not be cleaned up in time
 */
export async function stopPool(pool: WorkerPool, clock: Clock, graceMs: number): Promise<boolean> {
  pool.close();
  const impatience = clock.setTimer(EXIT_MS, () => pool.forgetStarting());
  pool.endAll('drain');
  if (!(await pool.emptyWithin(graceMs))) {
    pool.endAll('stop');
    if (!(await pool.emptyWithin(STOP_MS))) await killAll(pool);
  }
  const clean = await pool.cleanWithin(EXIT_MS);
  impatience.dispose();
  return clean;
}

async function killAll(pool: WorkerPool): Promise<void> {
  pool.condemnAll();
  if (!(await pool.emptyWithin(EXIT_MS))) pool.giveUp();
}
