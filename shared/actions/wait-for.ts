import * as z from 'zod';
import { sleep } from '../clock.ts';
import { exactlyOne, firstOf } from '../flow/rule.ts';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec, MAX_STEP_MS } from './define.ts';
import type { ActionRun } from './run.ts';

const STATES = ['visible', 'hidden', 'attached', 'detached'] as const;

export const spec = defineSpec({
  type: 'waitFor',
  title: 'Wait for',
  help: 'Waits for an element, an address, a text, or some time.',
  params: {
    target: Target.optional(),
    /** Of the target; absent = visible. */
    state: z.enum(STATES).optional(),
    /** A glob such as `**\/thanks`, or a part of the address. */
    url: z.string().min(1).max(10_000).optional(),
    text: z.string().min(1).max(2000).optional(),
    /** Milliseconds. */
    time: z.int().min(0).max(MAX_STEP_MS).optional(),
  },
  rule: firstOf(exactlyOne(['target', 'url', 'text', 'time']), ({ state, target }) =>
    state !== undefined && target === undefined ? '“state” goes with “target” only.' : undefined,
  ),
  describe: ({ target, state, url, text, time }) => {
    if (target !== undefined) return `Wait until ${targetName(target)} is ${state ?? 'visible'}`;
    if (url !== undefined) return `Wait for the address ${url}`;
    if (text !== undefined) return `Wait for the text “${text}”`;
    return `Wait ${(time ?? 0) / 1000} s`;
  },
  example: { target: [{ css: '.results' }] },
  limitMs: ({ time }, timeoutMs) => (time ?? 0) + timeoutMs,
});

export const run: ActionRun<typeof spec> = async ({ target, state, url, text, time }, context) => {
  const { page, clock, signal } = context;
  if (target !== undefined) return page.waitForElement(target, state ?? 'visible');
  if (url !== undefined) await page.waitForUrl(url);
  else if (text !== undefined) await page.waitForText(text);
  else await sleep(clock, time ?? 0, signal);
  return null;
};
