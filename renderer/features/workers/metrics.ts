import { formatBytes, formatCount } from '../../ui/format.ts';

/** What a sample and a worker's present picture both say. */
interface Needs {
  readonly cpu: number;
  readonly rssBytes: number;
  readonly loopDelayMs: number;
}

/** One need of a worker: how it is called, read and written. */
export interface Metric {
  readonly name: string;
  /** What it means, in one sentence. */
  readonly means: string;
  read(needs: Needs): number;
  format(value: number): string;
  /** The top of its picture is never below this, so that noise does not look like news. */
  readonly leastTop: number;
}

export const METRICS: readonly Metric[] = [
  {
    name: 'CPU',
    means: 'Share of one processor core. The browsers are not counted.',
    read: (needs) => needs.cpu,
    format: (share) => `${Math.round(share * 100)} %`,
    leastTop: 1,
  },
  {
    name: 'Memory',
    means: 'Memory of the worker process. The browsers are not counted.',
    read: (needs) => needs.rssBytes,
    format: formatBytes,
    leastTop: 256_000_000,
  },
  {
    name: 'Event-loop delay',
    means: 'How late the worker gets to its own work: 99 of 100 turns were quicker.',
    read: (needs) => needs.loopDelayMs,
    format: (ms) => (ms < 9.95 ? `${ms.toFixed(1)} ms` : `${formatCount(Math.round(ms))} ms`),
    leastTop: 50,
  },
];
