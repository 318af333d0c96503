import { type PageParts, renderPage } from './layout.ts';

/** What a page answers; the server adds the headers that all answers share. */
export interface SiteResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds to wait before anything is sent. */
  readonly delayMs?: number;
}

/** An HTML page in the shop's frame. */
export function page(parts: PageParts, status = 200, headers: Record<string, string> = {}): SiteResponse {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: renderPage(parts).markup,
  };
}

/** Sends the browser to another page with GET, as after a posted form. */
export function redirect(location: string, headers: Record<string, string> = {}): SiteResponse {
  return { status: 303, headers: { location, ...headers }, body: '' };
}

/** A file of the given type, such as `text/css`. */
export function file(type: string, body: string, headers: Record<string, string> = {}): SiteResponse {
  return { status: 200, headers: { 'content-type': `${type}; charset=utf-8`, ...headers }, body };
}

/** One sentence as plain text, for what is no page of the shop. */
export function plain(status: number, message: string, headers: Record<string, string> = {}): SiteResponse {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
    body: `${message}\n`,
  };
}
