import * as z from 'zod';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
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

export const run: ActionRun<typeof spec> = async ({ target, name }, { page, artifact, log }) => {
  const { candidate, file } = await page.download(target);
  const kept = name ?? file.suggestedName;
  await artifact('download', kept, file);
  log('INFO', `Downloaded ${kept}.`);
  return { candidate };
};
