import * as z from 'zod';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';
import { shorten } from './shorten.ts';

export const spec = defineSpec({
  type: 'fill',
  title: 'Fill a field',
  help: 'Empties a field and writes a value into it.',
  params: { target: Target, value: z.string().max(100_000) },
  describe: ({ target, value }) => `Fill ${targetName(target)} with “${shorten(value)}”`,
  example: { target: [{ label: 'Name' }], value: '{{input.name}}' },
});

export const run: ActionRun<typeof spec> = ({ target, value }, { page }) => page.fill(target, value);
