import * as z from 'zod';
import { isHeld } from './waits.ts';

/** The stored states. */
export const JobState = z.enum(['pending', 'processing', 'completed', 'failed', 'cancelled', 'parked']);
export type JobState = z.output<typeof JobState>;

/** What a screen shows: the stored states, and those derived from facts. */
export const DisplayState = z.enum([
  'pending',
  'scheduled',
  'processing',
  'parked',
  'retrying',
  'stalled',
  'cancelling',
  'completed',
  'completed_with_failed_rows',
  'failed',
  'cancelled',
]);
export type DisplayState = z.output<typeof DisplayState>;

/** The operations that move a job, each with the states it may start from and may end in. */
export const TRANSITIONS = {
  claim: { from: ['pending'], to: ['processing'] },
  complete: { from: ['processing'], to: ['completed', 'cancelled'] },
  fail: { from: ['processing'], to: ['pending', 'failed', 'cancelled', 'parked'] },
  confirmCancel: { from: ['processing'], to: ['cancelled'] },
  release: { from: ['processing'], to: ['pending', 'cancelled', 'parked'] },
  needLogin: { from: ['processing'], to: ['pending', 'cancelled', 'parked'] },
  reclaim: { from: ['processing'], to: ['pending', 'failed', 'cancelled', 'parked'] },
  cancelWaiting: { from: ['pending', 'parked'], to: ['cancelled'] },
  askCancel: { from: ['processing'], to: ['processing'] },
  retry: { from: ['completed', 'failed', 'cancelled', 'parked'], to: ['pending'] },
  runNow: { from: ['pending'], to: ['pending'] },
  edit: { from: ['pending'], to: ['pending'] },
  snooze: { from: ['pending'], to: ['pending'] },
  /** A job that it needed did not complete. */
  dropDependent: { from: ['pending'], to: ['cancelled'] },
} as const satisfies Record<string, { from: readonly JobState[]; to: readonly JobState[] }>;

export type Operation = keyof typeof TRANSITIONS;

/** True for the states that a job only leaves by a person's retry. */
export function isEnded(state: JobState): boolean {
  return state === 'completed' || state === 'failed' || state === 'cancelled';
}

/** The facts that decide what is shown. Times are epoch milliseconds. */
export interface DisplayFacts {
  readonly state: JobState;
  readonly runAt: number;
  /** The word for what it waits for; a job that something else than its time holds is pending, whenever it is due. */
  readonly waitsFor: string | null;
  /** How often the job was claimed; 0 = never tried. */
  readonly attempt: number;
  readonly cancelAskedAt: number | null;
  /** Last heartbeat that renewed the lease; null unless processing. */
  readonly beatAt: number | null;
  readonly failedRows: number;
}

/** A heartbeat is late from 14 s on: one missed beat (10 s) and some slack for a busy machine. */
export const LATE_BEAT_MS = 14_000;

/**
 * The one rule for what a screen calls a job.
 * @param now epoch milliseconds of the same clock that wrote the facts
 */
export function displayState(job: DisplayFacts, now: number): DisplayState {
  switch (job.state) {
    case 'pending':
      if (job.runAt <= now || isHeld(job.waitsFor)) return 'pending';
      return job.attempt === 0 ? 'scheduled' : 'retrying';
    case 'processing':
      if (job.cancelAskedAt !== null) return 'cancelling';
      return job.beatAt !== null && now - job.beatAt > LATE_BEAT_MS ? 'stalled' : 'processing';
    case 'completed':
      return job.failedRows > 0 ? 'completed_with_failed_rows' : 'completed';
    default:
      return job.state;
  }
}
