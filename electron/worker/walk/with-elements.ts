import type { Candidate } from '../../../shared/flow/target.ts';

/** The step with `inside: "card"` replaced by the element that the loop calls so in this turn. */
export function withElements<T>(step: T, elements: ReadonlyMap<string, Candidate>): T {
  if (elements.size === 0) return step;
  const copy = structuredClone(step);
  place(copy, elements);
  return copy;
}

function place(value: unknown, elements: ReadonlyMap<string, Candidate>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    const element = key === 'inside' && typeof each === 'string' ? elements.get(each) : undefined;
    if (element === undefined) place(each, elements);
    else Reflect.set(value, key, element);
  }
}
