import type { WorkerLogLine } from '../../shared/ipc/worker-protocol.ts';
import type { Random } from '../../shared/random.ts';

/** A job as every contender of the queue's benchmark gets it. */
export interface BenchJob {
  readonly priority: number;
  /** Epoch milliseconds, in the past. */
  readonly runAt: number;
  readonly inputs: Readonly<Record<string, string | number>>;
}

/** What is measured of each contender. The jobs never run, so only the queue's own work counts. */
export interface Contender {
  /** Queues many jobs at once, all or none. */
  enqueue(jobs: readonly BenchJob[]): void;
  /** Claims one job and gives what ends it, so that claims alone can be measured. */
  claim(): () => void;
  /** Claims `size` jobs, then completes them, in as few commits as it offers. */
  batch(size: number): void;
  close(): void;
}

/** The part of a contender that keeps log lines; jobs are numbered from 1. */
export interface LogContender {
  append(job: number, lines: readonly WorkerLogLine[]): void;
  /** Reads the last 500 lines of a job and gives how many there were. */
  lastLines(job: number): number;
  close(): void;
}

const HOUR_MS = 3_600_000;

/** Jobs with random priorities and times: the next one to claim lies anywhere in the table, the worst there is. */
export function scatteredJobs(count: number, random: Random): BenchJob[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, index) => ({
    priority: Math.floor(random.next() * 11) - 5,
    runAt: now - 1 - Math.floor(random.next() * HOUR_MS),
    inputs: inputsOf(index),
  }));
}

/** Jobs of one priority, claimed as they came: the only order that every peer knows. */
export function jobsInOrder(count: number): BenchJob[] {
  const runAt = Date.now();
  return Array.from({ length: count }, (_, index) => ({ priority: 0, runAt, inputs: inputsOf(index) }));
}

function inputsOf(index: number): BenchJob['inputs'] {
  return { url: `https://example.test/item/${index}`, page: index };
}
