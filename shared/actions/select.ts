import * as z from 'zod';
import { exactlyOne } from '../flow/rule.ts';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

const Words = z.string().max(2000);
const Place = z.int().min(0).max(100_000);
const MAX_CHOSEN = 1000;

export const spec = defineSpec({
  type: 'select',
  title: 'Choose from a list',
  help: 'Chooses options of a drop-down list by their value, their label or their place.',
  params: {
    target: Target,
    /** One, or several where the list takes several; then no other one stays chosen. */
    value: z.union([Words, z.array(Words).max(MAX_CHOSEN)]).optional(),
    label: z.union([Words, z.array(Words).max(MAX_CHOSEN)]).optional(),
    /** Counted from 0. */
    index: z.union([Place, z.array(Place).max(MAX_CHOSEN)]).optional(),
  },
  rule: exactlyOne(['value', 'label', 'index']),
  describe: ({ target, value, label, index }) => {
    const words = [label ?? value ?? []].flat();
    const places = [index ?? []].flat().map((each) => `number ${each + 1}`);
    const chosen = [...words, ...places];
    const more = chosen.length > 3 ? ` and ${chosen.length - 3} more` : '';
    const shown = chosen.slice(0, 3).map((each) => `“${each}”`);
    return `Choose ${shown.join(', ') || 'nothing'}${more} in ${targetName(target)}`;
  },
  example: { target: [{ label: 'Country' }], label: 'Norway' },
});

export const run: ActionRun<typeof spec> = ({ target, value, label, index }, { page }) =>
  page.select(target, { value, label, index });
