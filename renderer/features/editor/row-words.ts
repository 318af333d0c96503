import { isActionType } from '../../../shared/actions/catalog.ts';
import { isControlType } from '../../../shared/flow/control/catalog.ts';
import { withoutNested } from '../../../shared/flow/nested.ts';
import { describeStep, Step } from '../../../shared/flow/step.ts';
import { candidateText, Target } from '../../../shared/flow/target.ts';
import { t } from '../../texts/index.ts';
import { stepDetail } from '../flows/step-detail.ts';
import type { LooseStep } from './loose.ts';
import { wordsOf } from './model/new-step.ts';

/** The two lines of a step's row. */
export interface RowWords {
  readonly title: string;
  readonly detail: string;
}

const known = new WeakMap<LooseStep, RowWords>();

/** What a step says of itself where it is right; else the name of its kind and what can be read of its target. */
export function rowWords(step: LooseStep): RowWords {
  const before = known.get(step);
  if (before !== undefined) return before;
  const words = readWords(step);
  known.set(step, words);
  return words;
}

function readWords(step: LooseStep): RowWords {
  // The steps inside have rows of their own; a placeholder keeps lists that must not be empty right.
  const parsed = Step.safeParse(alone(step));
  if (parsed.success) return { title: describeStep(parsed.data), detail: stepDetail(parsed.data) };
  const { action } = step;
  const title =
    isActionType(action) || isControlType(action) ? wordsOf(action).title : t().editor.unknownStep;
  const target = Target.safeParse(step.target).data?.[0];
  const place = target === undefined ? '' : ` ${candidateText(target)}`;
  return { title, detail: `${typeof action === 'string' ? action : ''}${place}` };
}

function alone(step: LooseStep): LooseStep {
  const emptied = withoutNested(step);
  const filled = Object.entries(emptied).map(([key, value]) => [
    key,
    (key === 'then' || key === 'steps') && Array.isArray(value) ? [{ action: 'back' }] : value,
  ]);
  return Object.fromEntries(filled);
}
