import { catalog } from '../../../../shared/actions/catalog.ts';
import { controls } from '../../../../shared/flow/control/catalog.ts';
import type { StepType } from '../../../../shared/flow/step.ts';
import type { LooseStep } from '../loose.ts';

const all = { ...catalog, ...controls };

/** A correct step of this kind, with the values of its example. */
export function exampleOf(type: StepType): LooseStep {
  return { action: type, ...structuredClone(all[type].example) };
}

/** The words of a kind of step: its name and one sentence of help. */
export function wordsOf(type: StepType): { readonly title: string; readonly help: string } {
  const { title, help } = all[type];
  return { title, help };
}
