import { type CandidateHealth, healthKey } from '../../../../shared/flow/health.ts';
import { Candidate } from '../../../../shared/flow/target.ts';

/** How one candidate did; undefined = no run has looked for it. */
export type Health = Pick<CandidateHealth, 'tried' | 'found' | 'healed'> | undefined;

/** The health of a target's candidates, in their order. @param at where the step has the target: `fields.title.target` */
export function healthOf(
  candidates: readonly unknown[],
  at: string,
  health: readonly CandidateHealth[],
): readonly Health[] {
  const own = health.filter((each) => each.at === at);
  return candidates.map((value) => {
    if (own.length === 0) return undefined;
    const candidate = Candidate.safeParse(value);
    return candidate.success ? own.find((each) => each.candidate === healthKey(candidate.data)) : undefined;
  });
}

/** That a later candidate finds what the first one does not. Places count from 0. */
export interface Promotion {
  readonly place: number;
  readonly missed: number;
  readonly tried: number;
  readonly healed: number;
}

/** The candidate that should be the first; null while the first one does well, or nothing else does better. */
export function promotion(health: readonly Health[]): Promotion | null {
  const [first, ...others] = health;
  if (first === undefined || first.found >= first.tried) return null;
  const best = others
    .map((each, at) => ({ place: at + 1, healed: each?.healed ?? 0 }))
    .toSorted((a, b) => b.healed - a.healed)[0];
  if (best === undefined || best.healed === 0) return null;
  return { ...best, missed: first.tried - first.found, tried: first.tried };
}

/** How many of a bar's ticks are those of runs that found the element: all and none are shown as such only when they are. */
export function ticksOf(found: number, tried: number, ticks: number): number {
  if (tried === 0 || found <= 0) return 0;
  if (found >= tried) return ticks;
  return Math.min(ticks - 1, Math.max(1, Math.round((found / tried) * ticks)));
}
