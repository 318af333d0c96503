import * as z from 'zod';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'savePage',
  title: 'Save the page',
  help: 'Keeps the page as it is now: its HTML alone, or with its pictures and styles in one file.',
  params: {
    /** File name without an ending. */
    name: z.string().min(1).max(100).optional(),
    format: z.enum(['html', 'mhtml']).default('html'),
  },
  describe: ({ name, format }) => `Save the page as ${name ?? 'page'}.${format}`,
  example: { name: 'order' },
});

export const run: ActionRun<typeof spec> = async ({ name, format }, { page, artifact }) => {
  const text = await page.source(format);
  await artifact('page', `${name ?? 'page'}.${format}`, { text });
  return null;
};
