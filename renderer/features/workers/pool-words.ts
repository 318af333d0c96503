import type { PoolHealth, PoolSize } from '../../../shared/job/pool.ts';
import { plural } from '../../ui/format.ts';

/** `3 workers with 5 jobs each: 15 jobs at once` */
export function sizeWords({ workers, jobsPerWorker }: PoolSize): string {
  return `${plural(workers, 'worker')} with ${plural(jobsPerWorker, 'job')} each: ${plural(workers * jobsPerWorker, 'job')} at once`;
}

export function isSameSize(a: PoolSize, b: PoolSize): boolean {
  return a.workers === b.workers && a.jobsPerWorker === b.jobsPerWorker;
}

/** What happens when the size is changed so: one or two sentences. */
export function changeWords(from: PoolSize, to: PoolSize): string {
  const words: string[] = [];
  const more = to.workers - from.workers;
  if (more > 0) words.push(`${plural(more, 'worker is', 'workers are')} started.`);
  if (more < 0)
    words.push(`${plural(-more, 'worker takes', 'workers take')} nothing new; running jobs are finished.`);
  if (to.jobsPerWorker > from.jobsPerWorker) words.push('Each worker takes more jobs at once.');
  if (to.jobsPerWorker < from.jobsPerWorker)
    words.push(
      `A worker takes a new job once it has fewer than ${to.jobsPerWorker}; running jobs are finished.`,
    );
  return words.join(' ');
}

/** What draining a worker comes to. */
export function drainWords(slot: number, jobs: number, afterwards: 'restart' | 'stay'): string {
  const running =
    jobs === 0
      ? 'has no running job'
      : `finishes its ${jobs === 1 ? 'running job' : `${jobs} running jobs`} and takes no other`;
  const then =
    afterwards === 'restart'
      ? 'Then a fresh worker takes its place.'
      : 'Then it stops, and its place stays empty until you start it again.';
  return `W${slot} ${running}. ${then}`;
}

/** `W2`, `W2 and W4`, `W1, W2 and W4` */
export function slotList(slots: readonly number[]): string {
  const names = slots.toSorted((a, b) => a - b).map((slot) => `W${slot}`);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

/** The reason of a degraded pool as a sentence, whatever main gave. */
export function degradedWords({ reason }: Pick<PoolHealth, 'reason'>): string {
  return reason === '' ? 'Workers ended so often that new ones are started only at times.' : reason;
}
