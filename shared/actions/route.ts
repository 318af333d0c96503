import * as z from 'zod';
import { exactlyOne, firstOf, type Rule } from '../flow/rule.ts';
import { defineSpec } from './define.ts';
import { UrlPattern } from './match-url.ts';
import type { ActionRun } from './run.ts';

const TYPES = [
  'document',
  'stylesheet',
  'image',
  'media',
  'font',
  'script',
  'xhr',
  'fetch',
  'websocket',
  'other',
] as const;

const Answer = z.strictObject({
  status: z.int().min(100).max(599).default(200),
  headers: z.record(z.string().min(1).max(200), z.string().max(20_000)).default({}),
  contentType: z.string().min(1).max(200).default('text/plain; charset=utf-8'),
  body: z.string().max(1_000_000).default(''),
});

const patternNeeded: Rule = ({ clear, url, types }) => {
  if (clear !== undefined) {
    return url === undefined && types === undefined ? undefined : '“clear” takes back all rules.';
  }
  return url === undefined && types === undefined
    ? '“url” or “types” says which requests are meant.'
    : undefined;
};

export const spec = defineSpec({
  type: 'route',
  title: 'Block or answer requests',
  help: 'Keeps requests of pages from going out, or answers them here. The newest rule that fits counts.',
  params: {
    /** A part of the address, a glob or `/a regular expression/`; absent = any. */
    url: UrlPattern.optional(),
    /** Only requests for these; absent = for anything. */
    types: z.array(z.enum(TYPES)).min(1).max(TYPES.length).optional(),
    block: z.literal(true).optional(),
    /** The answer that pages get. */
    answer: Answer.optional(),
    /** Takes back all rules. */
    clear: z.literal(true).optional(),
  },
  rule: firstOf(exactlyOne(['block', 'answer', 'clear']), patternNeeded),
  describe: ({ url, types, block, answer, clear }) => {
    if (clear === true) return 'Let all requests through again';
    const what = [types?.join(', ') ?? 'requests', url === undefined ? '' : ` for ${url}`].join('');
    return block === true ? `Block ${what}` : `Answer ${what} with ${answer?.status ?? 200}`;
  },
  example: { types: ['image', 'font'], block: true },
});

export const run: ActionRun<typeof spec> = async ({ url, types, answer, clear }, { page }) => {
  const { surroundings } = page;
  if (clear === true) {
    await surroundings.clearRoutes();
    return null;
  }
  await surroundings.addRoute({ url: url ?? '**', types: types ?? [], answer: answerOf(answer) });
  return null;
};

function answerOf(
  answer: z.output<typeof Answer> | undefined,
): 'block' | Omit<z.output<typeof Answer>, 'contentType'> {
  if (answer === undefined) return 'block';
  const { status, headers, contentType, body } = answer;
  return { status, headers: { 'content-type': contentType, ...headers }, body };
}
