import { ARTIFACT_SCHEME } from './origin.ts';

/**
 * The policy of our page: nothing is allowed but what is named. `'self'` is app://runwright, because the scheme is
 * registered as standard. Scripts come from files only; the nonce is for the style elements that Mantine writes.
 * @param nonce fresh for every document; letters and digits
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' ${ARTIFACT_SCHEME}: data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `media-src ${ARTIFACT_SCHEME}:`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** The policy of everything that is not our page: if it is ever shown as a document, it may do nothing at all. */
export const INERT_POLICY = `default-src 'none'; frame-ancestors 'none'; sandbox`;
