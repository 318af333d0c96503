import * as z from 'zod';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import { keepFile } from './keep-file.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'download',
  title: 'Download a file',
  help: 'Clicks something that starts a download and keeps the file.',
  params: {
    target: Target,
    /** File name to keep it under; absent = the one that the page suggests. */
    name: z.string().min(1).max(200).optional(),
  },
  describe: ({ target, name }) => `Download ${name ?? `from ${targetName(target)}`}`,
  example: { target: [{ role: 'link', name: 'Download' }] },
});

export const run: ActionRun<typeof spec> = async ({ target, name }, context) => {
  const { candidate, file } = await context.page.download(target);
  await keepFile(file, name, context);
  return { candidate };
};
