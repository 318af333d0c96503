import type * as z from 'zod';

type Loose = Readonly<Record<string, unknown>>;

/** Says what is wrong with an object whose keys were looked at one by one before, or undefined when nothing is. */
export type Rule = (value: Loose) => string | undefined;

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A rule over several keys of one object, as arguments for `.refine(…)`.
 * It is asked even when single keys are wrong, so that a file gets every fault at once.
 */
export function rule(
  faultOf: Rule,
): [check: (value: unknown) => boolean, params: Parameters<z.ZodType['refine']>[1]] {
  const fault = (value: unknown): string | undefined => (isObject(value) ? faultOf(value) : undefined);
  return [
    (value) => fault(value) === undefined,
    { error: (issue) => fault(issue.input), when: (payload) => isObject(payload.value) },
  ];
}

/** A rule: exactly one of these keys is given. */
export function exactlyOne(keys: readonly string[]): Rule {
  return (value) => {
    const given = keys.filter((key) => value[key] !== undefined);
    if (given.length === 1) return undefined;
    const found = given.length === 0 ? 'none is there' : `${given.join(' and ')} are there`;
    return `exactly one of ${keys.join(', ')} is expected, but ${found}.`;
  };
}

/** Several rules as one: the first that finds a fault. */
export function firstOf(...rules: readonly Rule[]): Rule {
  return (value) => {
    for (const each of rules) {
      const fault = each(value);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
}
