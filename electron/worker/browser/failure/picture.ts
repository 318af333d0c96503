import type { Locator, Page } from 'playwright-core';

/** So many frames and secrets are covered; a page with more is not pictured at all. */
const MAX_FRAMES = 20;
const MAX_SECRETS = 50;

/** Everything that a person types into. */
const FIELDS =
  'input:not([type=button],[type=submit],[type=reset],[type=image]), textarea, select, [contenteditable]';

/** Colour of what is covered. */
export const COVER = '#7d8590';

/**
 * What to cover on a picture, so that nobody reads a secret from it: every field, because a value may be a part of one,
 * and every element that shows one. Empty when there are no secrets; null when the page has too much to be sure.
 */
export function covers(page: Page, secrets: readonly string[]): Locator[] | null {
  if (secrets.length === 0) return [];
  const frames = page.frames();
  if (frames.length > MAX_FRAMES || secrets.length > MAX_SECRETS) return null;
  return frames.flatMap((frame) => [
    frame.locator(`css=${FIELDS}`),
    ...secrets.map((secret) => frame.getByText(secret)),
  ]);
}

/** A picture of what is visible of a page, secrets covered. @throws when it cannot be taken, or not be taken safely */
export function takePicture(page: Page, secrets: readonly string[], timeoutMs: number): Promise<Uint8Array> {
  const mask = covers(page, secrets);
  if (mask === null)
    throw new Error('the page has more frames, or the job more secrets, than can be covered');
  return page.screenshot({
    timeout: timeoutMs,
    ...(mask.length === 0 ? {} : { mask, maskColor: COVER }),
  });
}
