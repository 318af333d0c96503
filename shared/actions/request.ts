import * as z from 'zod';
import { Name } from '../flow/input.ts';
import { firstOf, type Rule } from '../flow/rule.ts';
import type { HttpAnswer } from './browser-port.ts';
import { defineSpec } from './define.ts';
import { METHODS } from './request-methods.ts';
import { jsonValue, MAX_RESULT_CHARS } from './result.ts';
import { ActionFailure, type ActionRun, type ResultValue } from './run.ts';

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/;
const HeaderName = z
  .string()
  .refine((name) => HEADER_NAME.test(name), { error: 'the name of a header is expected.' });
const HeaderValue = z.string().max(20_000);
const MAX_BODY = 1_000_000;

const oneBody: Rule = (value) => {
  const given = ['body', 'json', 'form'].filter((key) => value[key] !== undefined);
  if (given.length > 1) return `only one of ${given.join(', ')} is possible.`;
  const bare = value.method === undefined || value.method === 'GET' || value.method === 'HEAD';
  return bare && given.length > 0 ? `“${given[0]}” needs a method such as "POST".` : undefined;
};

export const spec = defineSpec({
  type: 'request',
  title: 'Send a request',
  help: 'Asks a server over HTTP with the cookies of this browser, and keeps the answer as a variable.',
  params: {
    url: z.string().min(1).max(10_000),
    method: z.enum(METHODS).default('GET'),
    headers: z.record(HeaderName, HeaderValue).optional(),
    body: z.string().max(MAX_BODY).optional(),
    /** Sent as JSON; values may stand in its texts. */
    json: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).optional(),
    form: z.record(z.string().max(1000), z.string().max(100_000)).optional(),
    /** Gets `status`, `ok`, `url`, `headers`, `text` and, when the text is JSON, `json`. */
    as: Name.optional(),
    /** Which answers are fine: those below 400, or any. */
    expect: z.enum(['ok', 'any']).default('ok'),
  },
  rule: firstOf(oneBody),
  describe: ({ method, url }) => `Send ${method} ${url}`,
  example: { url: 'https://example.com/api/orders', as: 'orders' },
});

export const run: ActionRun<typeof spec> = async (params, { page, log, setResult }) => {
  const { url, method, headers, body, json, form, as, expect } = params;
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await page.request({
    url,
    method,
    headers: { ...type, ...headers },
    body: json === undefined ? body : JSON.stringify(json),
    form,
  });
  log('INFO', `${answer.url} answered with ${answer.status}.`, { status: answer.status });
  if (expect === 'ok' && answer.status >= 400) throw badAnswer(answer);
  if (as !== undefined) setResult(as, resultOf(answer));
  return null;
};

function resultOf(answer: HttpAnswer): ResultValue {
  const { url, status, headers, text } = answer;
  if (text === null) {
    throw new ActionFailure(
      'UnknownError',
      `The answer of ${url} is too long: ${MAX_RESULT_CHARS} characters can be kept.`,
      'Ask for less, or get a large file with a “download” step.',
    );
  }
  return { url, status, ok: status < 400, headers: { ...headers }, text, json: jsonOrNull(text) };
}

function jsonOrNull(text: string): ResultValue {
  try {
    return jsonValue(text);
  } catch {
    return null;
  }
}

const SHOWN = 200;

function badAnswer({ url, status, text }: HttpAnswer): ActionFailure {
  const said = (text ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, SHOWN);
  const message = `${url} answered with ${status}${said === '' ? '' : `: ${said}`}.`;
  if (status === 401 || status === 403 || status === 407) {
    return new ActionFailure('AuthenticationError', message, 'Sign in first, or send the right credentials.');
  }
  // What a server cannot do at the moment it may do later; what it refuses stays refused.
  const passing = status >= 500 || status === 429 || status === 408;
  return new ActionFailure(
    passing ? 'NetworkError' : 'UnknownError',
    message,
    passing ? 'Try again later.' : 'Look at what the server says; with “expect”: "any" the job goes on.',
  );
}
