import * as z from 'zod';
import { type ActionType, type Catalog, catalog, isActionType } from '../actions/catalog.ts';
import { invariant } from '../assert.ts';
import { type Controls, type ControlType, controls } from './control/catalog.ts';

/** Every word that may stand in a step's `action`. */
export type StepType = ActionType | ControlType;

/** The steps of each action and of each control step. */
export type Steps = { [T in ActionType]: z.output<Catalog[T]['step']> } & {
  [T in ControlType]: z.output<Controls[T]['step']>;
};

/** One step of a flow: of any kind, or of the named one. */
export type Step<T extends StepType = StepType> = { [K in T]: { readonly action: K } & Steps[K] }[T];

/** A step that does something with the page. */
export type ActionStep = Step<ActionType>;
/** A step that decides which steps run, or speaks for the flow itself. */
export type ControlStep = Step<ControlType>;

/** A step of any kind. It is put together at its first use, because the steps that hold steps need it themselves. */
export const Step: z.ZodType<Step> = z.lazy(() => {
  const [first, ...others] = [...Object.values(catalog), ...Object.values(controls)].map((spec) => spec.step);
  invariant(first !== undefined, 'the catalog holds an action');
  return z.discriminatedUnion('action', [first, ...others]);
});

/** A step of an action alone. */
export const ActionStep: z.ZodType<ActionStep> = z.lazy(() => {
  const [first, ...others] = Object.values(catalog).map((spec) => spec.step);
  invariant(first !== undefined, 'the catalog holds an action');
  return z.discriminatedUnion('action', [first, ...others]);
});

/** True for a step of an action. */
export function isActionStep(step: Step): step is ActionStep {
  return isActionType(step.action);
}

/** The step's own line for timelines and logs: `Click “Search”`. */
export function describeStep<T extends StepType>(step: Step<T>): string {
  const describers: { [K in StepType]: { describe(step: Step<K>): string } } = { ...catalog, ...controls };
  return describers[step.action].describe(step);
}
