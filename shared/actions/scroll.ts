import * as z from 'zod';
import { exactlyOne, firstOf, type Rule } from '../flow/rule.ts';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import { Point } from './point.ts';
import { type ActionContext, ActionFailure, type ActionRun } from './run.ts';

const withinRule: Rule = ({ target, within }) =>
  target !== undefined && within !== undefined ? '“within” does not go with “target”.' : undefined;

export const spec = defineSpec({
  type: 'scroll',
  title: 'Scroll',
  help: 'Scrolls to an element, by some pixels, or to the end of a page that grows as one scrolls.',
  params: {
    /** The element that is to be seen. */
    target: Target.optional(),
    by: Point.optional(),
    /** `end` = to the bottom, again and again, until nothing more comes. */
    to: z.enum(['top', 'bottom', 'end']).optional(),
    /** The box that is scrolled; absent = the page. */
    within: Target.optional(),
    /** With `end`: more turns than these are not made. */
    max: z.int().min(1).max(10_000).default(100),
  },
  rule: firstOf(exactlyOne(['target', 'by', 'to']), withinRule),
  describe: ({ target, by, to, within }) => {
    const box = within === undefined ? '' : ` in ${targetName(within)}`;
    if (target !== undefined) return `Scroll to ${targetName(target)}`;
    if (by !== undefined) return `Scroll by ${by.x}, ${by.y} pixels${box}`;
    return to === 'end' ? `Scroll until nothing more comes${box}` : `Scroll to the ${to ?? 'bottom'}${box}`;
  },
  example: { to: 'end', max: 20 },
  // Each turn has the step's time.
  limitMs: ({ to }, timeoutMs) => (to === 'end' ? null : timeoutMs),
});

export const run: ActionRun<typeof spec> = async ({ target, by, to, within, max }, context) => {
  const { page } = context;
  if (target !== undefined) return page.scrollTo(target);
  if (to === 'end') return scrollToEnd(within, max, context);
  const where = by ?? to;
  if (where === undefined) {
    throw new ActionFailure('UnknownError', 'The step does not say where to scroll.', 'Correct the flow.');
  }
  return page.scrollBy(where, within);
};

async function scrollToEnd(
  within: Target | undefined,
  max: number,
  { page, log }: ActionContext,
): Promise<null> {
  for (let turn = 1; turn <= max; turn++) {
    if (!(await page.scrollOn('bottom', within))) {
      log('INFO', `The end is reached after ${turn - 1} times more.`);
      return null;
    }
  }
  log('WARN', `Stopped after ${max} turns, as the step says (max).`);
  return null;
}
