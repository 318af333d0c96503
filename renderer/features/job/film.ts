import type { LeaseEpoch } from '../../../shared/ids.ts';
import type { ArtifactRecord, JobDetail, StepRecord } from '../../../shared/job/schema.ts';

/** What an attempt looked like over its time. */
export interface Film {
  readonly startedAt: number;
  /** Its length, milliseconds; at least 1. */
  readonly lengthMs: number;
  /** Its pictures, oldest first. */
  readonly pictures: readonly ArtifactRecord[];
  /** Its steps by the time of their start; the newest when there are many. */
  readonly steps: readonly StepRecord[];
}

/** More ticks than this are no more than a grey line. */
const MOST_TICKS = 200;

/** The film of an attempt; null = it has no picture. @param now epoch milliseconds: where an attempt that runs has come to */
export function filmOf(
  detail: Pick<JobDetail, 'attempts' | 'steps' | 'artifacts'>,
  epoch: LeaseEpoch,
  now: number,
): Film | null {
  const attempt = detail.attempts.find((one) => one.epoch === epoch);
  const pictures = detail.artifacts
    .filter((one) => one.kind === 'screenshot' && one.epoch === epoch)
    .sort((a, b) => a.at - b.at);
  const last = pictures.at(-1);
  if (attempt === undefined || last === undefined) return null;
  const { startedAt } = attempt;
  const end = Math.max(attempt.finishedAt ?? now, last.at);
  const steps = detail.steps.filter((step) => step.epoch === epoch && step.state !== 'skipped');
  return {
    startedAt,
    lengthMs: Math.max(1, end - startedAt),
    pictures,
    steps: steps.sort((a, b) => a.startedAt - b.startedAt || a.seq - b.seq).slice(-MOST_TICKS),
  };
}

/** The picture that shows the page at a moment: the newest one until then, else the first there is. */
export function pictureAt({ pictures }: Pick<Film, 'pictures'>, at: number): ArtifactRecord | null {
  return pictures.findLast((picture) => picture.at <= at) ?? pictures[0] ?? null;
}

/** The step that was under way at a moment, the innermost one; null = none had begun. */
export function stepAt({ steps }: Pick<Film, 'steps'>, at: number): StepRecord | null {
  return steps.findLast((step) => step.startedAt <= at) ?? null;
}

/** The moments of as many frames as fit, evenly over the film: the middle of each. */
export function frameTimes({ startedAt, lengthMs }: Film, frames: number): readonly number[] {
  return Array.from({ length: frames }, (_, at) => startedAt + ((at + 0.5) * lengthMs) / frames);
}

/** The moment of the step before or after the one at a moment; the same moment where there is none. */
export function besideStep(film: Film, at: number, by: 1 | -1): number {
  const current = stepAt(film, at);
  const index = current === null ? -1 : film.steps.indexOf(current);
  return film.steps[index + by]?.startedAt ?? at;
}
