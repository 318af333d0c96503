/** So many buckets for each doubling: a bucket's middle is at most 10 % off any duration in it. */
const A_DOUBLING = 4;
/** The last bucket takes everything above some twelve days. */
export const BUCKETS = 31 * A_DOUBLING;

/** The counts of no job: one 0 a bucket. */
export function noDurations(): number[] {
  return Array.from({ length: BUCKETS }, () => 0);
}

/** The bucket of a duration in milliseconds, from 0. */
export function bucketOf(ms: number): number {
  if (ms < 1) return 0;
  return Math.min(BUCKETS - 1, Math.floor(Math.log2(ms) * A_DOUBLING));
}

/** The middle of a bucket, milliseconds. */
function middleOf(bucket: number): number {
  return 2 ** ((bucket + 0.5) / A_DOUBLING);
}

/**
 * The duration that a share (0 … 1) of all does not exceed, from how many fell into each bucket; at most 10 % off.
 * Null when there are none.
 */
export function durationQuantile(counts: readonly number[], share: number): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  let left = Math.max(1, Math.ceil(all * share));
  for (const [bucket, count] of counts.entries()) {
    left -= count;
    if (left <= 0) return middleOf(bucket);
  }
  return null;
}
