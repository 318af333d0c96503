import * as z from 'zod';
import { MAX_STEP_MS } from '../../actions/define.ts';
import { exactlyOne, rule } from '../rule.ts';
import { Target, targetName } from '../target.ts';
import { ExpressionText, expressionName } from './expression-text.ts';

/** What the page shows: an element that is visible, or is not (hidden, or not there at all). */
const PageCondition = z
  .strictObject({
    visible: Target.optional(),
    hidden: Target.optional(),
    /** Milliseconds in which it may become so; 0 = it is looked at once, now. */
    timeout: z.int().min(0).max(MAX_STEP_MS).default(0),
  })
  .refine(...rule(exactlyOne(['visible', 'hidden'])));
export type PageCondition = z.output<typeof PageCondition>;

/** What `if` and `while` ask: a value, or what the page shows. */
export const Condition = z.union([ExpressionText, PageCondition]);
export type Condition = z.output<typeof Condition>;

/** A condition in words: `“Next” is visible`, `var.n > 3`. */
export function conditionText(condition: Condition): string {
  if (typeof condition === 'string') return expressionName(condition);
  const state = condition.visible === undefined ? 'is not visible' : 'is visible';
  const soon = condition.timeout === 0 ? '' : ` within ${condition.timeout / 1000} s`;
  return `${targetName(condition.visible ?? condition.hidden ?? [])} ${state}${soon}`;
}
