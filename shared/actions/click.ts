import * as z from 'zod';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import { Point } from './point.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'click',
  title: 'Click',
  help: 'Clicks an element when it can be clicked.',
  params: {
    target: Target,
    button: z.enum(['left', 'right', 'middle']).default('left'),
    count: z.int().min(1).max(3).default(1),
    /** Keys that are held down meanwhile. ControlOrMeta = Control, on a Mac Command. */
    modifiers: z
      .array(z.enum(['Alt', 'Control', 'ControlOrMeta', 'Meta', 'Shift']))
      .min(1)
      .max(5)
      .optional(),
    /** From the element's upper left corner; absent = its middle. */
    position: Point.optional(),
  },
  describe: ({ target, button, count, modifiers }) => {
    const times = ['Click', 'Click', 'Double-click', 'Triple-click'][count] ?? 'Click';
    const verb = button === 'left' ? times : `${times} (${button} button)`;
    const held = modifiers === undefined ? '' : `${modifiers.join('+')}+`;
    return `${held}${verb} ${targetName(target)}`;
  },
  example: { target: [{ role: 'button', name: 'Search' }] },
});

export const run: ActionRun<typeof spec> = ({ target, button, count, modifiers, position }, { page }) =>
  page.click(target, { button, count, modifiers, position });
