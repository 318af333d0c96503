import type { Session, WebContents } from 'electron';
import { APP_SCHEME, ARTIFACT_SCHEME, isAppUrl, parseUrl } from './origin.ts';

/** What a page asks a permission with. */
export interface PermissionAsk {
  readonly permission: string;
  /** Address or origin of the asking frame; null when unknown. */
  readonly origin: string | null;
  readonly isMainFrame: boolean;
}

/** Our own page may put text on the clipboard (the Copy buttons). Nothing else is given to anyone. */
export function isPermissionGranted({ permission, origin, isMainFrame }: PermissionAsk): boolean {
  return permission === 'clipboard-sanitized-write' && isMainFrame && origin !== null && isAppUrl(origin);
}

/** Our own page may load itself again, in the main frame. It holds no frames and leads nowhere else. */
export function isNavigationAllowed(url: string, isMainFrame: boolean): boolean {
  return isMainFrame && isAppUrl(url);
}

/** Schemes that a page of ours, or its developer tools, may load from. */
const LOADABLE = new Set([APP_SCHEME, ARTIFACT_SCHEME, 'data', 'blob', 'devtools'].map((name) => `${name}:`));

/** Nothing is loaded from the network or the disk: a second wall behind the page's policy. */
export function isRequestAllowed(address: string): boolean {
  const url = parseUrl(address);
  return url !== null && LOADABLE.has(url.protocol);
}

/** What the pages of one session may do; everything else is denied them. */
export interface PageRules {
  /** Leads a frame to this address. */
  readonly isNavigationAllowed: (url: string, isMainFrame: boolean) => boolean;
  /** Loads something from this address. */
  readonly isRequestAllowed: (url: string) => boolean;
  readonly isPermissionGranted: (ask: PermissionAsk) => boolean;
}

const APP_RULES: PageRules = { isNavigationAllowed, isRequestAllowed, isPermissionGranted };

const hardened = new WeakSet<Session | WebContents>();

const rulesOfSessions = new WeakMap<Session, PageRules>();

/** The pages of this session have rules of their own, instead of the app's. To be said before its first page is created. */
export function ruleSession(session: Session, rules: PageRules): void {
  rulesOfSessions.set(session, rules);
}

/**
 * Denies a page everything that this app does not need: leaving, opening windows, frames and webviews, permissions,
 * devices, downloads, and other protocols. To be called for every page that is ever created; a second time does nothing.
 */
export function harden(session: Session, webContents: WebContents): void {
  const rules = rulesOfSessions.get(session) ?? APP_RULES;
  if (!hardened.has(session)) hardenSession(session, rules);
  if (!hardened.has(webContents)) hardenContents(webContents, rules);
  hardened.add(session).add(webContents);
}

function hardenSession(session: Session, rules: PageRules): void {
  session.setPermissionRequestHandler((_webContents, permission, answer, details) => {
    const { requestingUrl, isMainFrame } = details;
    answer(rules.isPermissionGranted({ permission, origin: requestingUrl, isMainFrame }));
  });
  session.setPermissionCheckHandler((_webContents, permission, origin, { isMainFrame }) =>
    rules.isPermissionGranted({ permission, origin, isMainFrame }),
  );
  session.setDevicePermissionHandler(() => false);
  // Exports are written by main, after it asked where.
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !rules.isRequestAllowed(url) }));
}

function hardenContents(webContents: WebContents, rules: PageRules): void {
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-frame-navigate', (event) => {
    if (!rules.isNavigationAllowed(event.url, event.isMainFrame)) event.preventDefault();
  });
  webContents.on('will-redirect', (event) => {
    if (!rules.isNavigationAllowed(event.url, event.isMainFrame)) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => event.preventDefault());
}
