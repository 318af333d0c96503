import type { StepListKey } from '../../../shared/flow/nested.ts';
import type { Step } from '../../../shared/flow/step.ts';
import { type Target, targetText } from '../../../shared/flow/target.ts';

/** The second line of a step: `click role button "Search" · 2 candidates`, `goto https://…`, `while · at most 50 turns`. */
export function stepDetail(step: Step): string {
  switch (step.action) {
    case 'goto':
      return `goto ${step.url}`;
    case 'while':
      return `${withTarget(step.action, conditionTarget(step.condition))} · at most ${step.limit} turns`;
    case 'if':
      return withTarget(step.action, conditionTarget(step.condition));
    case 'forEach':
      return withTarget(
        step.action,
        typeof step.in === 'object' && 'elements' in step.in ? step.in.elements : undefined,
      );
    default:
      return withTarget(step.action, 'target' in step ? step.target : undefined);
  }
}

function conditionTarget(condition: Step<'if'>['condition']): Target | undefined {
  return typeof condition === 'string' ? undefined : (condition.visible ?? condition.hidden);
}

function withTarget(action: string, target: Target | undefined): string {
  if (target === undefined) return action;
  const more = target.length > 1 ? ` · ${target.length} candidates` : '';
  return `${action} ${targetText(target)}${more}`;
}

/** What stands above the steps inside of a step; empty where the step itself says it. */
export function listWord(key: StepListKey): string {
  switch (key) {
    case 'then':
    case 'steps':
      return '';
    case 'else':
      return 'otherwise';
    case 'onError':
      return 'after a failure';
    case 'always':
      return 'in any case';
  }
}
