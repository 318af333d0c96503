import { nestedLists } from './nested.ts';
import { isLoose } from './placed-steps.ts';
import { meantAction } from './step-words.ts';

/** Steps with the outermost misspelt actions put right, and where those stand (from the flow). */
interface MeantSteps {
  readonly steps: unknown;
  readonly paths: readonly (readonly PropertyKey[])[];
}

/** Puts misspelt actions right, as far as they can be guessed; what stands inside such a step is left for the next round. */
export function meantSteps(steps: unknown): MeantSteps {
  const paths: PropertyKey[][] = [];
  const inList = (list: readonly unknown[], at: readonly PropertyKey[]): unknown[] =>
    list.map((step, index) => {
      if (!isLoose(step)) return step;
      const path = [...at, index];
      const meant = meantAction(step.action);
      if (meant !== undefined) {
        paths.push(path);
        return { ...step, action: meant };
      }
      const lists = nestedLists<unknown>(step).map(({ key, steps: inner }) => [
        key,
        inList(inner, [...path, key]),
      ]);
      return { ...step, ...Object.fromEntries(lists) };
    });
  return { steps: Array.isArray(steps) ? inList(steps, ['steps']) : steps, paths };
}
