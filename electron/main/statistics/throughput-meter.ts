import type { JobId } from '../../../shared/ids.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { bucketOf, durationQuantile, noDurations } from '../../../shared/statistics/duration-buckets.ts';
import { type EndsSeed, MINUTE_MS, MINUTES, type Throughput } from '../../../shared/statistics/throughput.ts';

interface Minute {
  completed: number;
  failed: number;
  readonly durations: number[];
}

/** Of the jobs that ended last so many are known by name: a job is told more than once. */
const REMEMBERED = 20_000;
const STEADY_MINUTES = 5;

/**
 * Counts in memory what ended in the last hour, so that no write of the queue pays for it. It lives while somebody looks;
 * what was before comes from a seed.
 */
export class ThroughputMeter {
  readonly #minutes = new Map<number, Minute>();
  readonly #seen = new Map<JobId, number>();

  /** Takes what ended before the meter began; a job that the meter has counted itself may be counted twice. */
  seed({ minutes }: EndsSeed): void {
    for (const { at, completed, failed, durations } of minutes) {
      const minute = this.#minute(at);
      minute.completed += completed;
      minute.failed += failed;
      for (const [bucket, jobs] of durations.entries())
        minute.durations[bucket] = (minute.durations[bucket] ?? 0) + jobs;
    }
  }

  /** Takes news of a job; what is no end, or a known one, counts for nothing. @returns was it counted? */
  take({ id, state, completedAt, startedAt }: JobSummary): boolean {
    if (completedAt === null || (state !== 'completed' && state !== 'failed')) return false;
    if (this.#seen.get(id) === completedAt) return false;
    this.#remember(id, completedAt);
    const minute = this.#minute(completedAt);
    minute[state] += 1;
    const bucket = bucketOf(completedAt - (startedAt ?? completedAt));
    minute.durations[bucket] = (minute.durations[bucket] ?? 0) + 1;
    return true;
  }

  /** The hour that ends at `now`, epoch milliseconds. */
  read(now: number): Throughput {
    const last = Math.floor(now / MINUTE_MS);
    const first = last - MINUTES + 1;
    for (const minute of this.#minutes.keys()) if (minute < first) this.#minutes.delete(minute);
    const minutes = Array.from({ length: MINUTES }, (_, index) => {
      const minute = this.#minutes.get(first + index);
      return {
        at: (first + index) * MINUTE_MS,
        completed: minute?.completed ?? 0,
        failed: minute?.failed ?? 0,
      };
    });
    const steady = minutes.slice(-STEADY_MINUTES - 1, -1);
    const ended = steady.reduce((sum, { completed, failed }) => sum + completed + failed, 0);
    const durations = this.#durations();
    return {
      minutes,
      perMinute: ended / STEADY_MINUTES,
      p50Ms: durationQuantile(durations, 0.5),
      p95Ms: durationQuantile(durations, 0.95),
    };
  }

  #durations(): number[] {
    const sum = noDurations();
    for (const { durations } of this.#minutes.values())
      for (const [bucket, jobs] of durations.entries()) sum[bucket] = (sum[bucket] ?? 0) + jobs;
    return sum;
  }

  #minute(at: number): Minute {
    const key = Math.floor(at / MINUTE_MS);
    const known = this.#minutes.get(key);
    if (known !== undefined) return known;
    const minute = { completed: 0, failed: 0, durations: noDurations() };
    this.#minutes.set(key, minute);
    return minute;
  }

  #remember(id: JobId, completedAt: number): void {
    this.#seen.delete(id);
    this.#seen.set(id, completedAt);
    if (this.#seen.size <= REMEMBERED) return;
    for (const oldest of this.#seen.keys()) {
      this.#seen.delete(oldest);
      return;
    }
  }
}
