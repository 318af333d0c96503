import * as z from 'zod';
import { firstOf, type Rule } from '../flow/rule.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

const whole: Rule = ({ username, password, origin, clear }) => {
  if (clear !== undefined) {
    const given = username ?? password ?? origin;
    return given === undefined ? undefined : '“clear” goes with nothing else.';
  }
  return username === undefined || password === undefined
    ? '“username” and “password” are expected, or “clear”: true.'
    : undefined;
};

export const spec = defineSpec({
  type: 'httpAuth',
  title: 'Sign in over HTTP',
  help: 'Gives the user name and password that the browser itself is asked for by some servers.',
  params: {
    username: z.string().max(500).optional(),
    password: z.string().max(500).optional(),
    /** Only for this site, which is safer; absent = for every site that asks. */
    origin: z.string().min(1).max(2000).optional(),
    /** Forgets them. */
    clear: z.literal(true).optional(),
  },
  rule: firstOf(whole),
  describe: ({ username, origin, clear }) => {
    if (clear === true) return 'Forget the HTTP sign-in';
    return `Sign in over HTTP as ${username ?? ''}${origin === undefined ? '' : ` at ${origin}`}`;
  },
  example: { username: 'ada', password: '{{input.name}}', origin: 'https://example.com' },
});

export const run: ActionRun<typeof spec> = async ({ username, password, origin, clear }, { page }) => {
  const given = clear === true || username === undefined || password === undefined;
  await page.surroundings.setCredentials(given ? null : { username, password, origin });
  return null;
};
