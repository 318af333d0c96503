import * as z from 'zod';
import { type Candidate, candidateText } from './target.ts';

/** How one candidate of one step's target did, over all jobs of its flow. */
export const CandidateHealth = z.strictObject({
  /** The step's id, or its path where it has none. */
  step: z.string(),
  /** Where the step has the target: `target`, `fields.title.target`. */
  at: z.string(),
  /** The candidate's line; see `healthKey`. */
  candidate: z.string(),
  /** Runs in which it was looked for. */
  tried: z.int().positive(),
  /** Runs in which it found the element. */
  found: z.int().nonnegative(),
  /** Of these, the runs in which the candidates before it did not. */
  healed: z.int().nonnegative(),
  lastAt: z.int().nonnegative(),
});
export type CandidateHealth = z.output<typeof CandidateHealth>;

/** Longer lines are cut: they only have to tell the candidates of one target apart. */
const MAX_TEXT = 300;

/** The line under which a candidate's health is counted. */
export function healthKey(candidate: Candidate): string {
  return candidateText(candidate).slice(0, MAX_TEXT);
}
