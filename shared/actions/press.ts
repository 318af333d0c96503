import * as z from 'zod';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'press',
  title: 'Press a key',
  help: 'Presses a key or a combination, such as Enter or Control+A.',
  params: { key: z.string().min(1).max(50), target: Target.optional() },
  describe: ({ key, target }) => `Press ${key}${target === undefined ? '' : ` in ${targetName(target)}`}`,
  example: { key: 'Enter', target: [{ label: 'Search' }] },
});

export const run: ActionRun<typeof spec> = ({ key, target }, { page }) => page.press(key, target);
