import type { ActionType } from '../../shared/actions/catalog.ts';
import type { ActionContext, StepOutcome } from '../../shared/actions/run.ts';
import { runners } from '../../shared/actions/runners.ts';
import type { Step } from '../../shared/flow/step.ts';

const byAction: { [T in ActionType]: (step: Step<T>, context: ActionContext) => Promise<StepOutcome> } =
  runners;

/** Runs a step's action with its values put in. */
export function runAction<T extends ActionType>(step: Step<T>, context: ActionContext): Promise<StepOutcome> {
  return byAction[step.action](step, context);
}
