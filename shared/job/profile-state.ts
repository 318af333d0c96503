import * as z from 'zod';

const Cookie = z.looseObject({
  name: z.string(),
  value: z.string(),
  domain: z.string(),
  path: z.string(),
  /** Unix time in seconds; −1 = until the browser ends. */
  expires: z.number(),
  httpOnly: z.boolean(),
  secure: z.boolean(),
  sameSite: z.enum(['Strict', 'Lax', 'None']),
});

const Origin = z.looseObject({
  origin: z.string(),
  localStorage: z.array(z.looseObject({ name: z.string(), value: z.string() })),
});

/**
 * What a browser context keeps of its sites: cookies, local storage, IndexedDB. It is Playwright's storage state: what Playwright
 * has beside the known fields is carried along. All of it is secret, so it goes from main to a worker and back, and nowhere else.
 */
export const ProfileState = z.looseObject({ cookies: z.array(Cookie), origins: z.array(Origin) });
export type ProfileState = z.output<typeof ProfileState>;

/** A larger state is not kept: bytes of its JSON. */
export const MAX_PROFILE_BYTES = 10_000_000;

/** Why a state is not kept. @param bytes of its JSON */
export function profileTooLarge(name: string, bytes: number): string {
  const megabytes = (bytes / 1_000_000).toFixed(1);
  return `The profile “${name}” stays as it was: the sites keep ${megabytes} MB in it, and no more than ${MAX_PROFILE_BYTES / 1_000_000} MB can be kept.`;
}
