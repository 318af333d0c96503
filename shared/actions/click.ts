import * as z from 'zod';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'click',
  title: 'Click',
  help: 'Clicks an element when it can be clicked.',
  params: {
    target: Target,
    button: z.enum(['left', 'right', 'middle']).default('left'),
    count: z.int().min(1).max(3).default(1),
  },
  describe: ({ target, count }) => `${count === 2 ? 'Double-click' : 'Click'} ${targetName(target)}`,
  example: { target: [{ role: 'button', name: 'Search' }] },
});

export const run: ActionRun<typeof spec> = ({ target, button, count }, { page }) =>
  page.click(target, { button, count });
