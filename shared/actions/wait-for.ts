import * as z from 'zod';
import { sleep } from '../clock.ts';
import { exactlyOne, firstOf } from '../flow/rule.ts';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec, MAX_STEP_MS } from './define.ts';
import { keepFile } from './keep-file.ts';
import { UrlPattern } from './match-url.ts';
import { METHODS } from './request-methods.ts';
import type { ActionRun } from './run.ts';

const STATES = ['visible', 'hidden', 'attached', 'detached'] as const;

const Response = z.strictObject({
  url: UrlPattern,
  method: z.enum(METHODS).optional(),
  status: z.int().min(100).max(599).optional(),
});

const Download = z.strictObject({
  /** File name to keep it under; absent = the one that the page suggests. */
  name: z.string().min(1).max(200).optional(),
});

export const spec = defineSpec({
  type: 'waitFor',
  title: 'Wait for',
  help: 'Waits for an element, an address, a text, an answer of a server, a download, or some time.',
  params: {
    target: Target.optional(),
    /** Of the target; absent = visible. */
    state: z.enum(STATES).optional(),
    /** A part of the address, a glob such as `**\/thanks`, or `/a regular expression/`. */
    url: UrlPattern.optional(),
    text: z.string().min(1).max(2000).optional(),
    /** An answer since the last thing that a step did, or one that still comes. */
    response: Response.optional(),
    /** A file that the last thing that a step did makes the page send; it is kept. */
    download: Download.optional(),
    /** Milliseconds. */
    time: z.int().min(0).max(MAX_STEP_MS).optional(),
  },
  rule: firstOf(exactlyOne(['target', 'url', 'text', 'response', 'download', 'time']), ({ state, target }) =>
    state !== undefined && target === undefined ? '“state” goes with “target” only.' : undefined,
  ),
  describe: ({ target, state, url, text, response, download, time }) => {
    if (target !== undefined) return `Wait until ${targetName(target)} is ${state ?? 'visible'}`;
    if (url !== undefined) return `Wait for the address ${url}`;
    if (text !== undefined) return `Wait for the text “${text}”`;
    if (response !== undefined) return `Wait for an answer from ${response.url}`;
    if (download !== undefined) return 'Wait for a download';
    return `Wait ${(time ?? 0) / 1000} s`;
  },
  example: { target: [{ css: '.results' }] },
  limitMs: ({ time }, timeoutMs) => (time ?? 0) + timeoutMs,
});

export const run: ActionRun<typeof spec> = async (params, context) => {
  const { target, state, url, text, response, download, time } = params;
  const { page, clock, signal, log } = context;
  if (target !== undefined) return page.waitForElement(target, state ?? 'visible');
  if (url !== undefined) await page.waitForUrl(url);
  else if (text !== undefined) await page.waitForText(text);
  else if (response !== undefined) {
    const answer = await page.waitForResponse(response);
    log('INFO', `${answer.url} answered with ${answer.status}.`);
  } else if (download !== undefined) await keepFile(await page.waitForDownload(), download.name, context);
  else await sleep(clock, time ?? 0, signal);
  return null;
};
