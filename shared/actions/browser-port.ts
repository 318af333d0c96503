/** How a dialog of the page is answered; `text` goes into a prompt, absent = what the page has put there. */
export interface DialogAnswer {
  readonly accept: boolean;
  readonly text?: string | undefined;
}

/** An answer of a server that a page got. */
export interface HeardResponse {
  readonly url: string;
  readonly method: string;
  readonly status: number;
}

/** Which answer to wait for; `url` is a part of the address, a glob or `/a regular expression/`. */
export interface WantedResponse {
  readonly url: string;
  readonly method?: string | undefined;
  readonly status?: number | undefined;
}

/** Which tab: its place from 0, or a part of its title or address (or `/a regular expression/`). */
export type TabChoice = { readonly index: number } | { readonly title: string } | { readonly url: string };

/** The tabs of the browser. The steps are in one of them. */
export interface TabsPort {
  /** Opens a tab and enters it; an absent address leaves it empty. */
  open(url?: string): Promise<void>;
  /** Waits until there is such a tab, and enters it. */
  switch(choice: TabChoice): Promise<void>;
  /** Closes the present tab and goes back to the one before. */
  close(): Promise<void>;
  /** Waits for the window that the last action opens, and enters it. */
  popup(): Promise<void>;
}

export interface CookieSpec {
  readonly name: string;
  readonly value: string;
  /** Absent = the present page's. */
  readonly url?: string | undefined;
  readonly domain?: string | undefined;
  readonly path?: string | undefined;
  /** Seconds from now; absent = until the job ends. */
  readonly maxAge?: number | undefined;
  readonly httpOnly?: boolean | undefined;
  readonly secure?: boolean | undefined;
  readonly sameSite?: 'Strict' | 'Lax' | 'None' | undefined;
}

/** Cookies that have all of these; absent = any. */
export interface CookieFilter {
  readonly name?: string | undefined;
  readonly domain?: string | undefined;
  readonly path?: string | undefined;
}

export type StorageArea = 'local' | 'session';

/** What sites keep in the browser; the areas are those of the present page's site. */
export interface StoragePort {
  setCookie(cookie: CookieSpec): Promise<void>;
  /** The value of the cookie that the present page's site gets; null = none. */
  cookie(name: string): Promise<string | null>;
  clearCookies(filter: CookieFilter): Promise<void>;
  item(area: StorageArea, key: string): Promise<string | null>;
  setItem(area: StorageArea, key: string, value: string): Promise<void>;
  removeItem(area: StorageArea, key: string): Promise<void>;
  clearArea(area: StorageArea): Promise<void>;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly form?: Readonly<Record<string, string>> | undefined;
}

/** An answer with its body as text; `text` is null when the body is longer than the limit. */
export interface HttpAnswer {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
}

/** What becomes of requests: `block`, or an answer in the place of the server's. */
export interface RouteRule {
  readonly url: string;
  /** Only requests for these; empty = all. */
  readonly types: readonly string[];
  readonly answer: 'block' | RouteAnswer;
}

export interface RouteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Throttle {
  /** Milliseconds. */
  readonly latency: number;
  /** Kilobits per second; null = no limit. */
  readonly download: number | null;
  readonly upload: number | null;
}

/** What a page may ask of its reader's liking; absent = as it is. */
export interface Media {
  readonly colorScheme?: 'light' | 'dark' | 'no-preference' | undefined;
  readonly reducedMotion?: 'reduce' | 'no-preference' | undefined;
  readonly media?: 'screen' | 'print' | undefined;
}

/** The browser around the pages: what it lets through and what it pretends to be. Holds until the job ends. */
export interface SurroundingsPort {
  addRoute(rule: RouteRule): Promise<void>;
  clearRoutes(): Promise<void>;
  setCredentials(
    credentials: { username: string; password: string; origin?: string | undefined } | null,
  ): Promise<void>;
  grant(permissions: readonly string[], origin?: string): Promise<void>;
  clearPermissions(): Promise<void>;
  setLocation(place: { latitude: number; longitude: number; accuracy: number } | null): Promise<void>;
  setMedia(media: Media): Promise<void>;
  setOffline(offline: boolean): Promise<void>;
  /** Null = as fast as it goes. */
  setThrottle(throttle: Throttle | null): Promise<void>;
  setViewport(size: { width: number; height: number }): Promise<void>;
}
