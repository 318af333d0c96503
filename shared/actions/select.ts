import * as z from 'zod';
import { exactlyOne } from '../flow/rule.ts';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'select',
  title: 'Choose from a list',
  help: 'Chooses an option of a drop-down list by its value, its label or its place.',
  params: {
    target: Target,
    value: z.string().max(2000).optional(),
    label: z.string().max(2000).optional(),
    index: z.int().min(0).max(100_000).optional(),
  },
  rule: exactlyOne(['value', 'label', 'index']),
  describe: ({ target, value, label, index }) =>
    `Choose “${label ?? value ?? `number ${(index ?? 0) + 1}`}” in ${targetName(target)}`,
  example: { target: [{ label: 'Country' }], label: 'Norway' },
});

export const run: ActionRun<typeof spec> = ({ target, value, label, index }, { page }) =>
  page.select(target, { value, label, index });
