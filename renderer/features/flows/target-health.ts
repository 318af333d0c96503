import { type CandidateHealth, healthKey } from '../../../shared/flow/health.ts';
import { valueAt } from '../../../shared/flow/path-text.ts';
import type { Step } from '../../../shared/flow/step.ts';
import { type Candidate, Target } from '../../../shared/flow/target.ts';
import { plural } from '../../ui/format.ts';

/** One candidate of a step's target, and how it did. */
export interface CandidateRow {
  readonly candidate: Candidate;
  readonly line: string;
  /** `found 12 of 14 runs`, `not tried yet`. */
  readonly words: string;
  /** It found the element when those before it did not. */
  readonly hasHealed: boolean;
}

/** One target of a step that was used at least once. */
export interface TargetRows {
  readonly at: string;
  readonly rows: readonly CandidateRow[];
}

/** How the candidates of a step's targets did; a target that no job has used yet is left out. */
export function targetHealth(
  step: Step,
  path: string,
  health: readonly CandidateHealth[],
): readonly TargetRows[] {
  const key = 'id' in step && step.id !== undefined ? step.id : path;
  const own = health.filter((each) => each.step === key);
  const places = [...new Set(own.map(({ at }) => at))];
  return places.flatMap((at): TargetRows[] => {
    const target = Target.safeParse(valueAt(step, at.split('.')));
    if (!target.success) return [];
    const ofTarget = own.filter((each) => each.at === at);
    const rows = target.data.map((candidate) => rowOf(candidate, ofTarget));
    return rows.some(({ words }) => words !== NOT_TRIED) ? [{ at, rows }] : [];
  });
}

const NOT_TRIED = 'not tried yet';

function rowOf(candidate: Candidate, health: readonly CandidateHealth[]): CandidateRow {
  const line = healthKey(candidate);
  const known = health.find((each) => each.candidate === line);
  if (known === undefined) return { candidate, line, words: NOT_TRIED, hasHealed: false };
  const { found, tried, healed } = known;
  return { candidate, line, words: `found ${found} of ${plural(tried, 'run')}`, hasHealed: healed > 0 };
}
