import * as z from 'zod';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'screenshot',
  title: 'Take a picture',
  help: 'Keeps a picture of the page, of the whole page, or of one element.',
  params: {
    /** File name without an ending. */
    name: z.string().min(1).max(100).optional(),
    target: Target.optional(),
    fullPage: z.boolean().default(false),
  },
  rule: ({ target, fullPage }) =>
    target !== undefined && fullPage === true ? '“fullPage” does not go with “target”.' : undefined,
  describe: ({ target, fullPage }) => {
    if (target !== undefined) return `Take a picture of ${targetName(target)}`;
    return fullPage ? 'Take a picture of the whole page' : 'Take a picture';
  },
  example: { name: 'results', fullPage: true },
});

export const run: ActionRun<typeof spec> = async ({ name, target, fullPage }, { page, artifact }) => {
  const { bytes, candidate } = await page.screenshot({ target, fullPage });
  await artifact('screenshot', `${name ?? 'screenshot'}.png`, { bytes });
  return candidate === null ? null : { candidate };
};
