import type { StepRecord } from '../../../../shared/job/schema.ts';
import type { TrialView } from './trial-panel.tsx';

type Ends = Map<string, { ok: boolean; ms: number; words: string }>;

/** How each step ended last, by its path; what a run left out says nothing. */
export function stepEnds(steps: readonly StepRecord[]): TrialView['ends'] {
  const ends: Ends = new Map();
  for (const { path, state, startedAt, finishedAt, title, error } of inOrder(steps)) {
    if (finishedAt === null || (state !== 'done' && state !== 'failed')) continue;
    ends.set(path, { ok: state === 'done', ms: finishedAt - startedAt, words: error?.message ?? title });
  }
  return ends;
}

/** The steps of the newest run, in order; what it left out is not among them. */
export function stepsOfRun(steps: readonly StepRecord[], afterSeq: number): StepRecord[] {
  return inOrder(steps).filter(({ seq, state }) => seq > afterSeq && state !== 'skipped');
}

/** The step under way: the innermost one that runs. */
export function stepUnderWay(steps: readonly StepRecord[]): string | null {
  return inOrder(steps).findLast(({ state }) => state === 'running')?.path ?? null;
}

/** Number of the newest step run; −1 = there is none. */
export function lastSeq(steps: readonly StepRecord[]): number {
  return steps.reduce((last, { seq }) => Math.max(last, seq), -1);
}

function inOrder(steps: readonly StepRecord[]): StepRecord[] {
  return [...steps].sort((a, b) => a.seq - b.seq);
}
