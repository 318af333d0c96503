import * as z from 'zod';
import { Name } from '../flow/input.ts';
import { exactlyOne, firstOf, type Rule } from '../flow/rule.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

const Word = z.string().min(1).max(4000);
const Area = z.enum(['local', 'session']);
const MAX_ITEM = 5_000_000;

const Cookie = z.strictObject({
  name: Word,
  value: z.string().max(4096),
  /** The site that gets it; absent = that of the present page. */
  url: Word.optional(),
  /** Instead of “url”. */
  domain: Word.optional(),
  path: Word.optional(),
  /** Seconds from now; absent = until the job ends. */
  maxAge: z
    .int()
    .min(0)
    .max(400 * 86_400)
    .optional(),
  httpOnly: z.boolean().optional(),
  secure: z.boolean().optional(),
  sameSite: z.enum(['Strict', 'Lax', 'None']).optional(),
});

const CookieFilter = z.strictObject({
  name: Word.optional(),
  domain: Word.optional(),
  path: Word.optional(),
});
const Key = z.strictObject({ area: Area.default('local'), key: Word });
const Item = z.strictObject({ area: Area.default('local'), key: Word, value: z.string().max(MAX_ITEM) });

const ACTS = ['setCookie', 'getCookie', 'clearCookies', 'set', 'get', 'remove', 'clear'];

const asRule: Rule = ({ getCookie, get, as }) => {
  const reads = getCookie !== undefined || get !== undefined;
  if (reads && as === undefined) return '“as” is missing: the variable that gets the value.';
  return !reads && as !== undefined ? '“as” goes with “get” and “getCookie” only.' : undefined;
};

const cookieRule: Rule = ({ setCookie }) => {
  if (typeof setCookie !== 'object' || setCookie === null) return undefined;
  const has = (key: string): boolean => Object.hasOwn(setCookie, key);
  if (has('url') && has('domain')) return '“url” and “domain” of a cookie do not go together.';
  return has('path') && !has('domain') ? '“path” of a cookie goes with “domain” only.' : undefined;
};

export const spec = defineSpec({
  type: 'storage',
  title: 'Cookies and storage',
  help: 'Sets, reads or clears cookies and what the page’s site keeps in the browser.',
  params: {
    setCookie: Cookie.optional(),
    /** Its name. */
    getCookie: Word.optional(),
    /** True = all of them. */
    clearCookies: z.union([z.literal(true), CookieFilter]).optional(),
    /** `localStorage` or `sessionStorage` of the present page’s site. */
    set: Item.optional(),
    get: Key.optional(),
    remove: Key.optional(),
    clear: Area.optional(),
    /** The variable that gets what was read; null when there is none. */
    as: Name.optional(),
  },
  rule: firstOf(exactlyOne(ACTS), asRule, cookieRule),
  describe: ({ setCookie, getCookie, clearCookies, set, get, remove, clear, as }) => {
    if (setCookie !== undefined) return `Set the cookie ${setCookie.name}`;
    if (getCookie !== undefined) return `Set ${as} to the cookie ${getCookie}`;
    if (clearCookies !== undefined) return clearCookies === true ? 'Clear all cookies' : 'Clear cookies';
    if (set !== undefined) return `Set ${set.key} in the ${set.area} storage`;
    if (get !== undefined) return `Set ${as} to ${get.key} of the ${get.area} storage`;
    if (remove !== undefined) return `Remove ${remove.key} from the ${remove.area} storage`;
    return `Clear the ${clear ?? 'local'} storage`;
  },
  example: { clearCookies: true },
});

export const run: ActionRun<typeof spec> = async (params, { page, setResult }) => {
  const { storage } = page;
  const { setCookie, getCookie, clearCookies, set, get, remove, clear, as } = params;
  if (setCookie !== undefined) await storage.setCookie(setCookie);
  if (getCookie !== undefined && as !== undefined) setResult(as, await storage.cookie(getCookie));
  if (clearCookies !== undefined) await storage.clearCookies(clearCookies === true ? {} : clearCookies);
  if (set !== undefined) await storage.setItem(set.area, set.key, set.value);
  if (get !== undefined && as !== undefined) setResult(as, await storage.item(get.area, get.key));
  if (remove !== undefined) await storage.removeItem(remove.area, remove.key);
  if (clear !== undefined) await storage.clearArea(clear);
  return null;
};
