import { type Clock, sleep } from '../../shared/clock.ts';
import type { FromWorker } from '../../shared/ipc/worker-protocol.ts';
import type { Random } from '../../shared/random.ts';

/** So long main may take to write a browser down. */
const ALLOW_TIMEOUT_MS = 15_000;

/**
 * Tells main of every browser before it exists and after it is gone, so that no browser is ever an orphan:
 * `browserStarting` → wait for `browserAllowed` → launch → `browserStarted` → … → `browserClosed`.
 */
export class BrowserLedger {
  readonly #send: (message: FromWorker) => void;
  readonly #random: Random;
  readonly #clock: Clock;
  readonly #profileDir: string;
  readonly #waiting = new Map<string, () => void>();

  /** @param profileDir where browsers of this process make their profile folders */
  constructor(send: (message: FromWorker) => void, random: Random, clock: Clock, profileDir: string) {
    this.#send = send;
    this.#random = random;
    this.#clock = clock;
    this.#profileDir = profileDir;
  }

  /** Announces a browser; resolves with its token when main has written it down. */
  async announce(): Promise<string> {
    const token = this.#random.token();
    const allowed = new Promise<void>((resolve) => this.#waiting.set(token, resolve));
    this.#send({ kind: 'browserStarting', browser: token, profileDir: this.#profileDir });
    const given = new AbortController();
    const tooLate = sleep(this.#clock, ALLOW_TIMEOUT_MS, given.signal).then(() => {
      throw new Error('browserType.launch: the app did not answer in time.');
    });
    try {
      await Promise.race([allowed, tooLate]);
      return token;
    } catch (error) {
      this.#send({ kind: 'browserClosed', browser: token });
      throw error;
    } finally {
      this.#waiting.delete(token);
      given.abort();
      tooLate.catch(() => undefined);
    }
  }

  /** Main's answer. */
  allowed(token: string): void {
    this.#waiting.get(token)?.();
  }

  started(token: string, pid: number): void {
    this.#send({ kind: 'browserStarted', browser: token, pid });
  }

  closed(token: string): void {
    this.#send({ kind: 'browserClosed', browser: token });
  }
}
