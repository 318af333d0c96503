import type { BrowserContext, ConsoleMessage, Request } from 'playwright-core';
import type { Clock } from '../../../../shared/clock.ts';
import {
  type ConsoleEntry,
  type DialogEntry,
  FAILURE_LIMITS,
  type RequestEntry,
} from '../../../../shared/job/failure.ts';
import { shortText } from '../../../../shared/short-text.ts';

/** So many of the newest ones are remembered. */
const MAX_LINES = 200;
const MAX_REQUESTS = 300;
/** A little more than is shown: a secret must be whole when it is masked, and only then is the text cut. */
const MAX_TEXT = 4000;

type Heard<T> = { -readonly [K in keyof T]: T[K] };

/** What a context told lately beside its answers: console, requests, dialogs. Whatever pages flood it with, it stays small. */
export class Recently {
  readonly #clock: Clock;
  readonly #lines: ConsoleEntry[] = [];
  readonly #requests = new Map<Request, Heard<RequestEntry>>();
  readonly #dialogs: DialogEntry[] = [];

  constructor(context: BrowserContext, clock: Clock) {
    this.#clock = clock;
    context.on('console', (message) => this.#line(levelOf(message), message.text()));
    context.on('weberror', (webError) => this.#line('exception', webError.error().message));
    context.on('dialog', (dialog) => {
      const entry = {
        at: clock.now(),
        kind: dialog.type(),
        message: dialog.message().slice(0, MAX_TEXT),
      };
      keep(this.#dialogs, entry, FAILURE_LIMITS.dialogs);
    });
    context.on('request', (request) => this.#begin(request));
    context.on('response', (response) => {
      const entry = this.#requests.get(response.request());
      if (entry === undefined) return;
      entry.status = response.status();
      entry.tookMs = Math.max(0, clock.now() - entry.at);
    });
    context.on('requestfailed', (request) => {
      const entry = this.#requests.get(request);
      if (entry === undefined) return;
      entry.failure = request.failure()?.errorText.slice(0, MAX_TEXT) ?? 'failed';
      entry.tookMs = Math.max(0, clock.now() - entry.at);
    });
  }

  /** Console lines since then, oldest first. @param since epoch milliseconds */
  console(since: number): ConsoleEntry[] {
    return this.#lines.filter(({ at }) => at >= since).slice(-FAILURE_LIMITS.console);
  }

  /** Requests that began, ended or were still open since then, oldest first. Where there are too many, those that went wrong stay. */
  requests(since: number): RequestEntry[] {
    const all = [...this.#requests.values()].filter(
      ({ at, tookMs }) => tookMs === null || at + tookMs >= since,
    );
    if (all.length <= FAILURE_LIMITS.requests) return all;
    const wrong = all.filter(wentWrong).slice(-FAILURE_LIMITS.requests);
    const well = all.filter((entry) => !wentWrong(entry));
    const room = FAILURE_LIMITS.requests - wrong.length;
    const kept = new Set([...wrong, ...(room > 0 ? well.slice(-room) : [])]);
    return all.filter((entry) => kept.has(entry));
  }

  dialogs(since: number): DialogEntry[] {
    return this.#dialogs.filter(({ at }) => at >= since);
  }

  #line(level: ConsoleEntry['level'], text: string): void {
    keep(this.#lines, { at: this.#clock.now(), level, text: shortText(text, MAX_TEXT) }, MAX_LINES);
  }

  #begin(request: Request): void {
    this.#requests.set(request, {
      at: this.#clock.now(),
      method: request.method().slice(0, 20),
      url: withoutCredentials(request.url()),
      kind: request.resourceType(),
      status: null,
      failure: null,
      tookMs: null,
    });
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > MAX_REQUESTS && oldest !== undefined) this.#requests.delete(oldest);
  }
}

/** No answer, or one that says no. */
function wentWrong({ status, failure }: RequestEntry): boolean {
  return failure !== null || status === null || status >= 400;
}

/** The address without user name and password; the content of a `data:` address is left out. */
export function withoutCredentials(address: string): string {
  if (/^(?:data|blob):/.test(address)) return `${address.slice(0, 60)}…`;
  if (!URL.canParse(address)) return address.slice(0, MAX_TEXT);
  const url = new URL(address);
  if (url.username === '' && url.password === '') return address.slice(0, MAX_TEXT);
  url.username = '';
  url.password = '';
  return url.href.slice(0, MAX_TEXT);
}

function levelOf(message: ConsoleMessage): ConsoleEntry['level'] {
  const type = message.type();
  if (type === 'error' || type === 'warning' || type === 'info' || type === 'debug') return type;
  return type === 'assert' ? 'error' : 'log';
}

function keep<T>(list: T[], entry: T, limit: number): void {
  list.push(entry);
  if (list.length > limit) list.shift();
}
