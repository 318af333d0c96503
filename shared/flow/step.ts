import * as z from 'zod';
import { type ActionType, type Catalog, catalog } from '../actions/catalog.ts';
import { invariant } from '../assert.ts';

/** The steps of each action. */
export type Steps = { [T in ActionType]: z.output<Catalog[T]['step']> };

/** One step of a flow: of any action, or of the named one. */
export type Step<T extends ActionType = ActionType> = { [K in T]: { readonly action: K } & Steps[K] }[T];

const [firstStep, ...otherSteps] = Object.values(catalog).map((spec) => spec.step);
invariant(firstStep !== undefined, 'the catalog holds an action');

/** A step of any action of the catalog. */
export const Step = z.discriminatedUnion('action', [firstStep, ...otherSteps]);

const describers: { [T in ActionType]: { describe(step: Step<T>): string } } = catalog;

/** The step's own line for timelines and logs: `Click “Search”`. */
export function describeStep<T extends ActionType>(step: Step<T>): string {
  return describers[step.action].describe(step);
}
