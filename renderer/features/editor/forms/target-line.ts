import { Candidate, candidateText } from '../../../../shared/flow/target.ts';

/** One line for a target that may have faults: its first candidate; empty when there is none. */
export function lineOfTarget(target: unknown): string {
  const first: unknown = Array.isArray(target) ? target[0] : undefined;
  const candidate = Candidate.safeParse(first);
  if (candidate.success) return candidateText(candidate.data);
  return first === undefined ? '' : JSON.stringify(first);
}
