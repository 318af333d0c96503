import * as z from 'zod';
import { hasTemplate } from '../flow/template.ts';
import { patternOf } from './match-text.ts';

/** A part of an address, a glob (`**\/thanks`) or `/a regular expression/`. */
export const UrlPattern = z
  .string()
  .min(1)
  .max(10_000)
  .refine((text) => hasTemplate(text) || isReadable(text), {
    error: 'the regular expression between the slashes cannot be read.',
  });

function isReadable(text: string): boolean {
  try {
    urlMatcher(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes the test for an address. Of a glob, `*` is anything but a slash, `**` anything, `{a,b}` one of several, and the whole
 * address must match. @throws SyntaxError when the regular expression cannot be read
 */
export function urlMatcher(wanted: string): (url: string) => boolean {
  const pattern = patternOf(wanted) ?? (wanted.includes('*') ? globPattern(wanted) : null);
  return pattern === null ? (url) => url.includes(wanted) : (url) => pattern.test(url);
}

const GLOB_PARTS: readonly (readonly [RegExp, string])[] = [
  [/^\*\*\//, '(?:.*/)?'],
  [/^\*\*+/, '.*'],
  [/^\*/, '[^/]*'],
  [/^\{(?=[^{}]*\})/, '(?:'],
];

function globPattern(glob: string): RegExp {
  let source = '';
  let inChoice = false;
  for (let at = 0; at < glob.length; ) {
    const rest = glob.slice(at);
    const part = GLOB_PARTS.map(([form, made]) => ({ made, found: form.exec(rest)?.[0] })).find(
      ({ found }) => found !== undefined,
    );
    const char = part?.found ?? rest.charAt(0);
    if (part !== undefined) source += part.made;
    else if (inChoice && char === ',') source += '|';
    else if (inChoice && char === '}') source += ')';
    else source += char.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
    if (char === '{' && part !== undefined) inChoice = true;
    else if (char === '}') inChoice = false;
    at += char.length;
  }
  return new RegExp(`^${source}$`, 's');
}
