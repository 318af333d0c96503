/** A request as the pages see it: already checked for host, method and size. */
export interface SiteRequest {
  readonly method: 'GET' | 'POST';
  /** Decoded path without the query: `/books/low-tide`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Fields of a posted form; empty for GET. */
  readonly form: URLSearchParams;
  readonly cookies: ReadonlyMap<string, string>;
  /** The `Authorization` header, or the empty string. */
  readonly authorization: string;
}

/** Cookies of a `Cookie` header by name; the first of a name wins. */
export function parseCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim();
    if (name !== '' && !cookies.has(name)) cookies.set(name, part.slice(at + 1).trim());
  }
  return cookies;
}

/** True for the two names under which this very server is reached; guards against DNS rebinding. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** A whole number from text, held within the bounds; anything else gives the fallback. */
export function wholeNumber(
  text: string | null,
  limits: { fallback: number; min: number; max: number },
): number {
  if (text === null || !/^\d{1,9}$/.test(text)) return limits.fallback;
  return Math.min(limits.max, Math.max(limits.min, Number(text)));
}
