import { type Candidate, candidateKind } from '../../../../shared/flow/target.ts';
import type { Steadiness } from '../../../../shared/live/trial.ts';

/** What a page counts, sells or dates is another one tomorrow. */
const CHANGING = /\d|[$€£¥]/;

/** How long a candidate is likely to find its element. */
export function steadinessOf(candidate: Candidate): Steadiness {
  const { kind, value } = candidateKind(candidate);
  if (candidate.nth !== undefined || kind === 'xpath') return 'brittle';
  if (kind === 'css') return /:nth-of-type\(| > /.test(value) ? 'brittle' : 'steady';
  if (kind === 'text') return 'changes';
  const words = candidate.name ?? (kind === 'role' ? '' : value);
  return kind !== 'testId' && CHANGING.test(words) ? 'changes' : 'steady';
}

const ORDER: Readonly<Record<Steadiness, number>> = { steady: 0, changes: 1, brittle: 2 };

/** Those that last longest first; else as they were. */
export function bySteadiness<T extends { readonly steadiness: Steadiness }>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => ORDER[a.steadiness] - ORDER[b.steadiness]);
}
