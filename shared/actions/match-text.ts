/** Text between slashes is a regular expression, with flags after it: `/order \d+/i`. */
const SLASHES = /^\/(.+)\/([dgimsuvy]*)$/s;

/**
 * Makes the test for a wanted text: a part of it, white space counted as one space, or `/a regular expression/`.
 * @throws SyntaxError when the regular expression cannot be read
 */
export function textMatcher(wanted: string): (text: string) => boolean {
  const pattern = patternOf(wanted);
  if (pattern !== null) return (text) => pattern.test(text);
  const part = squeeze(wanted);
  return (text) => squeeze(text).includes(part);
}

/** The regular expression between slashes; null when it is an ordinary text. @throws SyntaxError */
export function patternOf(wanted: string): RegExp | null {
  const slashes = SLASHES.exec(wanted);
  if (slashes === null) return null;
  // Without g and y: those keep a place between two tests.
  return new RegExp(slashes[1] ?? '', (slashes[2] ?? '').replaceAll(/[gy]/g, ''));
}

/** All white space (line breaks and no-break spaces too) as single spaces, none at the ends. */
export function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
