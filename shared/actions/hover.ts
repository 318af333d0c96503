import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'hover',
  title: 'Point at',
  help: 'Moves the mouse over an element, to open a menu or a tip.',
  params: { target: Target },
  describe: ({ target }) => `Point at ${targetName(target)}`,
  example: { target: [{ text: 'Products' }] },
});

export const run: ActionRun<typeof spec> = ({ target }, { page }) => page.hover(target);
