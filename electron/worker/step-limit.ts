import { type ActionType, type Catalog, catalog } from '../../shared/actions/catalog.ts';
import type { Timeouts } from '../../shared/flow/schema.ts';
import type { ActionStep, Step } from '../../shared/flow/step.ts';

/** How long a step's operations may take: its own timeout, else the flow's for its kind of action. Milliseconds. */
export function stepTimeoutMs(step: ActionStep, timeouts: Timeouts): number {
  const { navigates } = specOf(step.action);
  return step.timeout ?? (navigates === true ? timeouts.navigation : timeouts.step);
}

/** How long the whole step may take, milliseconds; null = no limit of its own. */
export function stepLimitMs<T extends ActionType>(step: Step<T>, timeoutMs: number): number | null {
  const limit = limits[step.action].limitMs;
  return limit === undefined ? timeoutMs : limit(step, timeoutMs);
}

const limits: { [T in ActionType]: { limitMs?: (step: Step<T>, timeoutMs: number) => number | null } } =
  catalog;

function specOf(action: ActionType): Pick<Catalog[ActionType], 'navigates'> {
  return catalog[action];
}
