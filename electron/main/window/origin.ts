/** Scheme and host of our own page: a standard scheme, so that its origin is a real one and `'self'` means it. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'runwright';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
/** The one document there is. */
export const APP_URL = `${APP_ORIGIN}/index.html`;

/** Scheme of files that attempts made: `artifact://job/<jobId>/<artifactId>`. */
export const ARTIFACT_SCHEME = 'artifact';
export const ARTIFACT_HOST = 'job';

/** True for an address of our own origin and nothing that only looks like it (a user name, a port). */
export function isAppUrl(address: string): boolean {
  const url = parseUrl(address);
  return (
    url !== null &&
    url.protocol === `${APP_SCHEME}:` &&
    url.host === APP_HOST &&
    url.username === '' &&
    url.password === ''
  );
}

/** The address as its parts, or null when it is none. */
export function parseUrl(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
