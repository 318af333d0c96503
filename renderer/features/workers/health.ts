import type { WorkerSummary } from '../../../shared/job/schema.ts';
import { LATE_BEAT_MS } from '../../../shared/job/state.ts';

/** How a worker's last sign of life is to be read. */
export type Health = 'starting' | 'alive' | 'late' | 'dead' | 'offline';

/** A worker is taken for dead after this: its jobs go back to the queue. */
export const DEAD_BEAT_MS = 30_000;

/** @param now epoch milliseconds */
export function workerHealth(worker: WorkerSummary, now: number): Health {
  if (worker.state === 'offline') return 'offline';
  if (worker.beatAt === null) return 'starting';
  return beatHealth(now - worker.beatAt);
}

/** The same limits for the age of one beat: late is when the list calls its jobs stalled. */
export function beatHealth(ageMs: number): 'alive' | 'late' | 'dead' {
  if (ageMs > DEAD_BEAT_MS) return 'dead';
  return ageMs > LATE_BEAT_MS ? 'late' : 'alive';
}

/** What stands beside a worker: `2 s ago`, `14 s ago, late`, `starting`. `age` is the age of its last heartbeat. */
export function shownHealth(health: Health, age: string): string {
  if (health === 'starting' || health === 'offline') return health;
  return health === 'alive' ? `${age} ago` : `${age} ago, ${health}`;
}

/** The same for those who hear it. */
export function spokenHealth(health: Health, age: string): string {
  if (health === 'starting' || health === 'offline') return health;
  return `last heartbeat ${age} ago${health === 'alive' ? '' : `, ${health}`}`;
}

/** True for what asks for a look. */
export function isBadHealth(health: Health): boolean {
  return health === 'late' || health === 'dead';
}

export const HEALTH_COLOR: Readonly<Record<Health, string>> = {
  starting: 'var(--st-pending)',
  alive: 'var(--st-processing)',
  late: 'var(--st-retrying)',
  dead: 'var(--st-failed)',
  offline: 'var(--st-draft)',
};
