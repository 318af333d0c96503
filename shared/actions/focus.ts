import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'focus',
  title: 'Go to a field',
  help: 'Gives an element the focus, so that keys go to it.',
  params: { target: Target },
  describe: ({ target }) => `Go to ${targetName(target)}`,
  example: { target: [{ label: 'Name' }] },
});

export const run: ActionRun<typeof spec> = ({ target }, { page }) => page.focus(target);
