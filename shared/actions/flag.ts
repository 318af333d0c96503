import * as z from 'zod';
import { hasTemplate } from '../flow/template.ts';
import { ActionFailure } from './run.ts';

/** Yes or no, or a value that says so when the step runs: `{{row.newsletter}}`. */
export const Flag = z.union([
  z.boolean(),
  z
    .string()
    .max(2000)
    .refine(hasTemplate, { error: 'true, false or a value such as {{row.newsletter}} is expected.' }),
]);
export type Flag = z.output<typeof Flag>;

const YES: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1', 'on', 'x', 'checked']);
const NO: ReadonlySet<string> = new Set(['', 'false', 'no', 'n', '0', 'off', 'unchecked']);

/** What a flag says once its value is put in. @throws ActionFailure when it says neither yes nor no */
export function flagValue(flag: Flag): boolean {
  if (typeof flag === 'boolean') return flag;
  const word = flag.trim().toLowerCase();
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  throw new ActionFailure(
    'UnknownError',
    `“${flag.slice(0, 200)}” says neither yes nor no.`,
    'Give true or false, yes or no, 1 or 0; an empty text is no.',
  );
}
