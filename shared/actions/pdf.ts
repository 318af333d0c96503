import * as z from 'zod';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'pdf',
  title: 'Save as PDF',
  help: 'Keeps the page as a PDF, as printing it would; only without a visible browser.',
  params: {
    /** File name without an ending. */
    name: z.string().min(1).max(100).optional(),
    format: z.enum(['A3', 'A4', 'A5', 'Letter', 'Legal', 'Tabloid']).default('A4'),
    landscape: z.boolean().default(false),
    /** Colours and pictures behind the text. */
    background: z.boolean().default(true),
  },
  describe: ({ name }) => `Save the page as ${name ?? 'page'}.pdf`,
  example: { name: 'invoice' },
});

export const run: ActionRun<typeof spec> = async (
  { name, format, landscape, background },
  { page, artifact },
) => {
  const bytes = await page.pdf({ format, landscape, background });
  await artifact('page', `${name ?? 'page'}.pdf`, { bytes });
  return null;
};
