import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import { Flag, flagValue } from './flag.ts';
import type { ActionRun } from './run.ts';
import { shorten } from './shorten.ts';

export const spec = defineSpec({
  type: 'check',
  title: 'Check or uncheck',
  help: 'Sets a check box or a radio button.',
  params: { target: Target, checked: Flag.default(true) },
  describe: ({ target, checked }) => {
    if (typeof checked === 'string') return `Set ${targetName(target)} to “${shorten(checked)}”`;
    return `${checked ? 'Check' : 'Uncheck'} ${targetName(target)}`;
  },
  example: { target: [{ label: 'I agree' }] },
});

export const run: ActionRun<typeof spec> = async ({ target, checked }, { page }) =>
  page.setChecked(target, flagValue(checked));
