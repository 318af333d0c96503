import type { WorkerSummary } from '../../../shared/job/schema.ts';
import { plural } from '../../ui/format.ts';
import { type Health, shownHealth, spokenHealth, workerHealth } from './health.ts';
import { workerLook } from './worker-look.ts';

/** More workers than these are told in one line. */
export const SHOWN_SINGLY = 4;

/** `2 s ago`, and what is to be known beside it. */
export function stripWords(worker: WorkerSummary, health: Health, age: string) {
  const jobs = `${worker.currentJobs.length}/${worker.concurrency} jobs`;
  const isDraining = workerLook(worker) === 'draining';
  const spoken = [`W${worker.slot}`, spokenHealth(health, age), isDraining ? 'draining' : '', jobs];
  return { shown: shownHealth(health, age), jobs, isDraining, label: spoken.filter(Boolean).join(', ') };
}

/** `8 workers: 7 alive, 1 late, 1 draining · 31/40 jobs` */
export function fleetWords(workers: readonly WorkerSummary[], now: number): string {
  const counts = new Map<string, number>();
  const add = (word: string): void => void counts.set(word, (counts.get(word) ?? 0) + 1);
  let jobs = 0;
  let places = 0;
  for (const worker of workers) {
    add(workerHealth(worker, now));
    if (workerLook(worker) === 'draining') add('draining');
    jobs += worker.currentJobs.length;
    if (worker.state !== 'offline') places += worker.concurrency;
  }
  const words = ['alive', 'late', 'dead', 'starting', 'offline', 'draining'].flatMap((word) => {
    const count = counts.get(word);
    return count === undefined ? [] : `${count} ${word}`;
  });
  return `${plural(workers.length, 'worker')}: ${words.join(', ')} · ${jobs}/${places} jobs`;
}
