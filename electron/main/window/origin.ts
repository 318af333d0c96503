/** Scheme and host of our own page: a standard scheme, so that its origin is a real one and `'self'` means it. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'runwright';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
/** The one document there is. */
export const APP_URL = `${APP_ORIGIN}/index.html`;

/** Scheme of files that attempts made: `artifact://job/<jobId>/<artifactId>`. */
export const ARTIFACT_SCHEME = 'artifact';
export const ARTIFACT_HOST = 'job';

/** Scheme and host of Playwright's trace viewer, apart from our own page: what it shows came from anywhere. */
export const TRACE_SCHEME = 'trace';
export const TRACE_HOST = 'viewer';
export const TRACE_ORIGIN = `${TRACE_SCHEME}://${TRACE_HOST}`;

/** True for an address of our own origin and nothing that only looks like it (a user name, a port). */
export function isAppUrl(address: string): boolean {
  return isOf(APP_SCHEME, APP_HOST, address);
}

/** True for an address of the trace viewer's origin and nothing that only looks like it. */
export function isTraceUrl(address: string): boolean {
  return isOf(TRACE_SCHEME, TRACE_HOST, address);
}

function isOf(scheme: string, host: string, address: string): boolean {
  const url = parseUrl(address);
  return (
    url !== null &&
    url.protocol === `${scheme}:` &&
    url.host === host &&
    url.username === '' &&
    url.password === ''
  );
}

/** The address as its parts, or null when it is none. */
export function parseUrl(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
