import { exactlyOne } from '../flow/rule.ts';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import { Point } from './point.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'drag',
  title: 'Drag',
  help: 'Drags an element onto another one, or some way off.',
  params: {
    target: Target,
    /** Where it is dropped. */
    to: Target.optional(),
    by: Point.optional(),
  },
  rule: exactlyOne(['to', 'by']),
  describe: ({ target, to, by }) => {
    const where = to === undefined ? `by ${by?.x ?? 0}, ${by?.y ?? 0} pixels` : `to ${targetName(to)}`;
    return `Drag ${targetName(target)} ${where}`;
  },
  example: { target: [{ text: 'Card' }], to: [{ text: 'Done' }] },
});

export const run: ActionRun<typeof spec> = ({ target, to, by }, { page }) =>
  page.drag(target, to === undefined ? { by: by ?? { x: 0, y: 0 } } : { target: to });
