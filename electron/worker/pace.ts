import type { PaceReason } from '../../shared/job/pace.ts';

/** What the computer has to spare, as it was since the last look. */
export interface Load {
  /** Share of all its processors that was busy: 0 … 1. */
  readonly processor: number;
  /** 99th percentile of how late the worker's event loop was, milliseconds. */
  readonly loopDelayMs: number;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** How a worker holds itself back; `held` null = not at all. */
export interface PaceState {
  readonly held: { readonly jobs: number; readonly why: PaceReason } | null;
  /** Looks one after another that found too little room. */
  readonly tight: number;
  /** Looks one after another that found room enough. */
  readonly easy: number;
}

export const UNHELD: PaceState = { held: null, tight: 0, easy: 0 };

/** Above `tight` there is no room; only below `easy` there is room again: between them nothing changes. */
const PROCESSOR = { tight: 0.97, easy: 0.85 };
const LOOP_MS = { tight: 500, easy: 150 };
/** Free memory, as a share of all, but never less than so many bytes. */
const MEMORY = { share: 0.05, leastBytes: 512 * 1024 ** 2, easyFactor: 1.5 };
/** So many looks must agree: one moment says nothing. Memory does not wait: what runs out of it dies. */
const LOOKS_UNTIL_FEWER = { memory: 1, worker: 5, processor: 5 } as const satisfies Record<
  PaceReason,
  number
>;
const LOOKS_UNTIL_MORE = 2;
/** Jobs that only wait must not keep all others out. */
const LEAST_JOBS = { memory: 1, worker: 2, processor: 2 } as const satisfies Record<PaceReason, number>;

/**
 * How many jobs at once from now on: one fewer when there was no room for several looks, one more when there was, up to the limit.
 * @param running jobs that run now
 * @param limit jobs that may run by the settings
 */
export function nextPace(state: PaceState, load: Load, running: number, limit: number): PaceState {
  const why = shortOf(load);
  if (why !== null) {
    const tight = state.tight + 1;
    if (tight < LOOKS_UNTIL_FEWER[why]) return { ...state, tight, easy: 0 };
    return { held: fewer(state, why, running, limit), tight: 0, easy: 0 };
  }
  if (state.held === null || !isEasy(load)) return { ...state, tight: 0, easy: 0 };
  const easy = state.easy + 1;
  if (easy < LOOKS_UNTIL_MORE) return { ...state, tight: 0, easy };
  const jobs = state.held.jobs + 1;
  return { held: jobs >= limit ? null : { ...state.held, jobs }, tight: 0, easy: 0 };
}

/** One fewer than run now, so that the next one that ends is not replaced. */
function fewer({ held }: PaceState, why: PaceReason, running: number, limit: number): PaceState['held'] {
  const before = Math.min(held?.jobs ?? limit, limit);
  const jobs = Math.min(before, Math.max(LEAST_JOBS[why], Math.min(before, running) - 1));
  return jobs >= limit ? held : { jobs, why };
}

function shortOf({ processor, loopDelayMs, freeBytes, totalBytes }: Load): PaceReason | null {
  if (freeBytes < leastFree(totalBytes)) return 'memory';
  if (loopDelayMs >= LOOP_MS.tight) return 'worker';
  return processor >= PROCESSOR.tight ? 'processor' : null;
}

function isEasy({ processor, loopDelayMs, freeBytes, totalBytes }: Load): boolean {
  const memory = freeBytes > leastFree(totalBytes) * MEMORY.easyFactor;
  return memory && loopDelayMs <= LOOP_MS.easy && processor <= PROCESSOR.easy;
}

function leastFree(totalBytes: number): number {
  return Math.max(MEMORY.leastBytes, totalBytes * MEMORY.share);
}
