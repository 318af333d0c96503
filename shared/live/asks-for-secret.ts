import { allSteps } from '../flow/nested.ts';
import type { Step } from '../flow/step.ts';

/** True when one of the steps, or one inside of them, asks a person for a secret. */
export function asksForSecret(steps: readonly Step[]): boolean {
  for (const step of allSteps(steps)) if (step.action === 'ask' && step.secret === true) return true;
  return false;
}
