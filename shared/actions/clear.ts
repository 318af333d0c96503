import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'clear',
  title: 'Empty a field',
  help: 'Takes everything out of a field.',
  params: { target: Target },
  describe: ({ target }) => `Empty ${targetName(target)}`,
  example: { target: [{ label: 'Name' }] },
});

export const run: ActionRun<typeof spec> = ({ target }, { page }) => page.clear(target);
