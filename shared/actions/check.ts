import * as z from 'zod';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'check',
  title: 'Check or uncheck',
  help: 'Sets a check box or a radio button.',
  params: { target: Target, checked: z.boolean().default(true) },
  describe: ({ target, checked }) => `${checked ? 'Check' : 'Uncheck'} ${targetName(target)}`,
  example: { target: [{ label: 'I agree' }] },
});

export const run: ActionRun<typeof spec> = ({ target, checked }, { page }) =>
  page.setChecked(target, checked);
