import * as z from 'zod';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

const MAX_FILES = 20;

/**
 * Nothing but inputs and columns: so a flow that somebody sent can only give away files that the person who runs it has
 * named, and a page can never choose one (variables hold what pages say).
 */
const FROM_PERSON = /^\{\{\s*(?:input|row)\.\w+\s*\}\}(?:[\\/]\{\{\s*(?:input|row)\.\w+\s*\}\})*$/;

const File = z
  .string()
  .max(4000)
  .refine((path) => FROM_PERSON.test(path), {
    error: 'the path of a file comes from an input or a column: {{input.file}}, {{row.photo}}.',
  });

export const spec = defineSpec({
  type: 'upload',
  title: 'Upload files',
  help: 'Gives files of this computer to a field, or to a button that asks for them.',
  params: {
    target: Target,
    /** Whole paths, one or several. */
    files: z.union([File, z.array(File).min(1).max(MAX_FILES)]),
  },
  describe: ({ target, files }) => `Upload ${[files].flat().join(', ')} to ${targetName(target)}`,
  example: { target: [{ label: 'Photo' }], files: '{{input.name}}' },
});

export const run: ActionRun<typeof spec> = ({ target, files }, { page }) =>
  page.upload(target, [files].flat());
