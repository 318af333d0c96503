import fc from 'fast-check';
import type { LooseFlow, LooseStep } from '../../../../renderer/features/editor/loose.ts';
import { createKeys, keyOf, withKeys } from '../../../../renderer/features/editor/model/step-keys.ts';
import { stepsOf } from '../../../../renderer/features/editor/model/tree.ts';
import { parseFlow } from '../../../../shared/flow/parse.ts';

const leaf: fc.Arbitrary<LooseStep> = fc
  .nat(999)
  .map((n) => ({ action: 'log', message: `line ${n}` }) satisfies LooseStep);

const { step } = fc.letrec<{ step: LooseStep; list: LooseStep[] }>((tie) => ({
  list: fc.array(tie('step'), { minLength: 1, maxLength: 3 }),
  step: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc.record({ action: fc.constant('repeat'), times: fc.constant(2), steps: tie('list') }),
    fc.record(
      { action: fc.constant('if'), condition: fc.constant('{{1}}'), then: tie('list'), else: tie('list') },
      { requiredKeys: ['action', 'condition', 'then'] },
    ),
    fc.record(
      { action: fc.constant('try'), steps: tie('list'), onError: tie('list'), always: tie('list') },
      { requiredKeys: ['action', 'steps', 'onError'] },
    ),
  ),
}));

/** Right flows with steps inside of steps, each step under a key. */
export const someFlow: fc.Arbitrary<LooseFlow> = fc
  .array(step, { minLength: 1, maxLength: 5 })
  .map((steps) => withKeys({ runwright: 1, name: 'Test', steps }, null, createKeys()));

/** A flow of these steps, keyed `k1`, `k2` … from the innermost. */
export function flowOf(...steps: LooseStep[]): LooseFlow {
  return withKeys({ runwright: 1, name: 'Test', steps }, null, createKeys());
}

/** A step that says this in the log. */
export function log(message: string, more: object = {}): LooseStep {
  return { action: 'log', message, ...more };
}

/** The keys of all steps, in the order of the file. */
export function keysOf(flow: LooseFlow): string[] {
  return [...stepsOf(flow)].map((each) => keyOf(each) ?? '?');
}

/** The key of the step whose message this is. */
export function keyNamed(flow: LooseFlow, message: string): string {
  const found = [...stepsOf(flow)].find((each) => each.message === message);
  return keyOf(found) ?? '?';
}

/** `a (b c) d`: what the steps say, with what is inside of each in brackets. */
export function shape(flow: LooseFlow): string {
  const inList = (list: unknown): string =>
    (Array.isArray(list) ? list : [])
      .map((each: LooseStep) => {
        if (typeof each.message === 'string') return each.message;
        const lists = ['then', 'else', 'steps', 'onError', 'always']
          .filter((key) => Array.isArray(each[key]))
          .map((key) => `${key}: ${inList(each[key])}`.trim());
        return `${each.action}(${lists.join(' | ')})`;
      })
      .join(' ');
  return inList(flow.steps);
}

/** The messages of what is wrong with a flow. */
export function faultsOf(flow: LooseFlow): string[] {
  const parsed = parseFlow(flow);
  return parsed.ok ? [] : parsed.faults.map(({ path, message }) => `${path}: ${message}`);
}
