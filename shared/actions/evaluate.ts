import * as z from 'zod';
import { Name } from '../flow/input.ts';
import { exactlyOne } from '../flow/rule.ts';
import { defineSpec } from './define.ts';
import { jsonValue } from './result.ts';
import type { ActionRun } from './run.ts';
import { shorten } from './shorten.ts';

const Code = z.string().min(1).max(100_000);

export const spec = defineSpec({
  type: 'evaluate',
  title: 'Run JavaScript',
  help: 'Runs JavaScript in the page, for what no other action does. It can do all that the page itself can.',
  params: {
    /** Its value is the result: `document.links.length`. May be a promise. No `{{ … }}` in it: values come in as `args`. */
    expression: Code.optional(),
    /** The body of an async function: its `return` is the result. */
    script: Code.optional(),
    /** Values by the names that they have in the code. They are texts. */
    args: z.record(Name, z.string().max(100_000)).optional(),
    /** The variable that gets the result, which must be JSON. */
    as: Name.optional(),
  },
  rule: exactlyOne(['expression', 'script']),
  describe: ({ expression, script, as }) => {
    const code = shorten((expression ?? script ?? '').replaceAll(/\s+/g, ' ').trim());
    return as === undefined ? `Run ${code}` : `Set ${as} to ${code}`;
  },
  example: { expression: 'document.links.length', as: 'links' },
});

export const run: ActionRun<typeof spec> = async ({ expression, script, args, as }, { page, setResult }) => {
  const kind = expression === undefined ? 'script' : 'expression';
  const text = await page.evaluate({ kind, text: expression ?? script ?? '', args: args ?? {} });
  if (as !== undefined) setResult(as, text === null ? null : jsonValue(text));
  return null;
};
