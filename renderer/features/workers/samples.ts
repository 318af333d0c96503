import type { WorkerSample } from '../../../shared/job/pool.ts';

/** How far back the pictures of a worker's needs go. */
export const HOUR_MS = 3_600_000;

/** The samples of each slot, oldest first. */
export type SampleBook = ReadonlyMap<number, readonly WorkerSample[]>;

/**
 * The book with what was read now: a sample that was known already is kept once, and what is older than `from` goes.
 * @param from epoch milliseconds
 */
export function withSamples(book: SampleBook, read: readonly WorkerSample[], from: number): SampleBook {
  const known = new Set<string>();
  const next = new Map<number, WorkerSample[]>();
  for (const sample of [...[...book.values()].flat(), ...read]) {
    const key = `${sample.workerId} ${sample.at}`;
    if (sample.at < from || known.has(key)) continue;
    known.add(key);
    const slot = next.get(sample.slot);
    if (slot === undefined) next.set(sample.slot, [sample]);
    else slot.push(sample);
  }
  for (const samples of next.values()) samples.sort((a, b) => a.at - b.at);
  return next;
}

/** The time of the newest sample, or null when there is none. */
export function newestSample(book: SampleBook): number | null {
  const ends = [...book.values()].flatMap((samples) => samples.at(-1)?.at ?? []);
  return ends.length === 0 ? null : Math.max(...ends);
}
