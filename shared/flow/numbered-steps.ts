import { nearest } from './nearest.ts';
import { nestedLists, stepPath } from './nested.ts';
import { describeStep, type Step } from './step.ts';

/** A step of a flow, as a person finds it. */
export interface NumberedStep {
  /** `4.2`; a step of the flow itself has one number. */
  readonly path: string;
  /** Its name, where it has one. */
  readonly id: string | undefined;
  /** Its line: `Click “Search”`. */
  readonly title: string;
}

/** Every step of a flow with its number, in order; those of the flows that it calls have none here. */
export function numberedSteps(steps: readonly Step[]): NumberedStep[] {
  const inList = (list: readonly Step[], parent: string, first: number): NumberedStep[] =>
    list.flatMap((step, at) => {
      const path = stepPath(parent, first + at);
      const inside = nestedLists<Step>(step).flatMap((inner) => inList(inner.steps, path, inner.first));
      return [{ path, id: step.id, title: describeStep(step) }, ...inside];
    });
  return inList(steps, '', 1);
}

/** The path of the step that a person named, or what is wrong with the name: the end of a sentence. */
export type FoundStep = { readonly path: string } | { readonly message: string; readonly nearest?: string };

/**
 * Finds a step by its number (`3`, `4.2`) or its id.
 * @param top only a step of the flow itself will do
 */
export function findStep(steps: readonly Step[], name: string, top: boolean): FoundStep {
  const all = numberedSteps(steps);
  const found = all.find(({ path }) => path === name) ?? all.find(({ id }) => id === name);
  if (found === undefined) {
    const count = `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`;
    const ids = all.flatMap(({ id }) => id ?? []);
    const near = nearest(name, ids);
    const message = `names no step of the flow: it has ${count}. Give a number such as 3 or 4.2, or the id of a step.`;
    return near === undefined ? { message } : { message, nearest: near };
  }
  const [outer = found.path] = found.path.split('.');
  if (!top || outer === found.path) return { path: found.path };
  return {
    message: `names step ${found.path}, which stands inside of another; a job begins at a step of the flow itself.`,
    nearest: outer,
  };
}
