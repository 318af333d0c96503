import type { JobSummary } from '../../../../shared/job/schema.ts';
import type { LiveState } from '../../../../shared/live/live-state.ts';
import { t } from '../../../texts/index.ts';
import type { Trial } from './trial-store.ts';

/** How a trial stands, as far as the panel differs by it. */
export type Standing = 'none' | 'starting' | 'running' | 'paused' | 'waiting' | 'ended';

/** @param live null = its steps do not run (yet, or any more) */
export function standingOf(
  { jobId, isStarting, job }: Pick<Trial, 'jobId' | 'isStarting' | 'job'>,
  live: LiveState | null,
): Standing {
  if (isStarting) return 'starting';
  if (jobId === null) return 'none';
  if (live?.phase === 'waiting') return 'waiting';
  if (live !== null) return live.phase === 'running' || live.phase === 'pausing' ? 'running' : 'paused';
  return job === null || isOpen(job) ? 'starting' : 'ended';
}

function isOpen({ state }: JobSummary): boolean {
  return state === 'pending' || state === 'processing';
}

/** One sentence for how it stands. @param at path of the step that runs or comes next */
export function standingWords(
  standing: Standing,
  { job }: Trial,
  live: LiveState | null,
  at: string | null,
): string {
  const words = t().trial;
  switch (standing) {
    case 'none':
      return '';
    case 'starting':
      return job?.state === 'pending' ? words.waitsForWorker : words.starting;
    case 'running':
      if (live?.phase === 'pausing') return words.pausing;
      return at === null ? words.running : words.runningStep(at);
    case 'paused':
      return live?.phase === 'asking' ? words.asks : words.pausedBefore(live?.step ?? '');
    case 'waiting':
      return waitingWords(live);
    case 'ended':
      return words.ended;
  }
}

function waitingWords(live: LiveState | null): string {
  const words = t().trial;
  const { outcome, error } = live?.trial ?? {};
  if (outcome === 'stopped') return words.stopped;
  if (outcome !== 'failed') return words.done;
  const path = error?.step;
  return path === undefined || path === '' ? words.failedAnywhere : words.failed(path);
}
