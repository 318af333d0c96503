import type { Clock, Disposable } from '../../../shared/clock.ts';
import { MAX_DETAIL, MAX_NAME, type Notice, type NoticesNow } from '../../../shared/notices/notice.ts';
import { plainText } from './plain-text.ts';

/** So many are remembered. */
const KEPT = 100;
/** What happens again within this is one notice. */
const GATHER_MS = 60_000;

/** What is told; the texts may be as long and as odd as they come. */
export type News = Pick<Notice, 'kind' | 'jobId' | 'name' | 'detail'> &
  Partial<Pick<Notice, 'count' | 'completed' | 'failed'>>;

interface Gathering {
  readonly id: number;
  /** Ends the minute. */
  readonly timer: Disposable;
}

export interface NoticeCenterDeps {
  readonly clock: Clock;
  /** Shows it where the person is now; the same number again takes the place of the earlier one. */
  readonly tell: (notice: Notice) => void;
}

/**
 * The last notices, in memory alone. Failures and jobs that need a person become one notice when more of them come within a minute of
 * the first: it is told at once, and once more with all of them when the minute is over.
 */
export class NoticeCenter {
  readonly #deps: NoticeCenterDeps;
  readonly #listeners = new Set<() => void>();
  readonly #gathering = new Map<Notice['kind'], Gathering>();
  /** Newest first. */
  #notices: readonly Notice[] = [];
  #lastId = 0;

  constructor(deps: NoticeCenterDeps) {
    this.#deps = deps;
  }

  now(): NoticesNow {
    return { notices: [...this.#notices] };
  }

  add(news: News): void {
    const gathers = news.kind === 'failed' || news.kind === 'needsPerson';
    const open = this.#gathering.get(news.kind);
    if (gathers && open !== undefined && this.#gather(open.id)) return;
    const notice = this.#notice(news);
    this.#notices = [notice, ...this.#notices].slice(0, KEPT);
    if (gathers) this.#openMinute(notice);
    this.#changed();
    this.#deps.tell(notice);
  }

  /** Those up to this number are read. */
  markRead(upTo: number): NoticesNow {
    this.#notices = this.#notices.map((each) => (each.id <= upTo ? { ...each, read: true } : each));
    this.#changed();
    return this.now();
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** Nothing is told any more. */
  dispose(): void {
    for (const { timer } of this.#gathering.values()) timer.dispose();
    this.#gathering.clear();
    this.#listeners.clear();
  }

  #notice({ kind, jobId, name, detail, count = 1, completed = 0, failed = 0 }: News): Notice {
    this.#lastId += 1;
    return {
      id: this.#lastId,
      kind,
      at: this.#deps.clock.now(),
      read: false,
      jobId,
      name: plainText(name, MAX_NAME),
      detail: plainText(detail, MAX_DETAIL),
      count,
      completed,
      failed,
    };
  }

  /** One more of them; false = that notice is forgotten already. */
  #gather(id: number): boolean {
    const before = this.#notices.find((each) => each.id === id);
    if (before === undefined) return false;
    const count = before.count + 1;
    const after: Notice = { ...before, count, jobId: null, name: '', detail: '', read: false };
    this.#notices = this.#notices.map((each) => (each.id === id ? after : each));
    this.#changed();
    return true;
  }

  #openMinute({ id, kind }: Notice): void {
    this.#gathering.get(kind)?.timer.dispose();
    const timer = this.#deps.clock.setTimer(GATHER_MS, () => {
      this.#gathering.delete(kind);
      const gathered = this.#notices.find((each) => each.id === id);
      if (gathered !== undefined && gathered.count > 1) this.#deps.tell(gathered);
    });
    this.#gathering.set(kind, { id, timer });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
