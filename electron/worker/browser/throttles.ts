import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import type { Throttle } from '../../../shared/actions/browser-port.ts';

const UNLIMITED = -1;
const BYTES_OF_KILOBIT = 125;

/** How slow pages are, and whether the context is offline: the two must be said together, as either overrides the other. */
export class Throttles {
  readonly #context: BrowserContext;
  readonly #slow = new Map<Page, { readonly session: CDPSession; readonly throttle: Throttle }>();
  #offline = false;

  constructor(context: BrowserContext) {
    this.#context = context;
  }

  /** Null = as fast as it goes. */
  async set(page: Page, throttle: Throttle | null): Promise<void> {
    await this.#slow.get(page)?.session.detach();
    this.#slow.delete(page);
    if (throttle === null) return;
    const session = await this.#context.newCDPSession(page);
    this.#slow.set(page, { session, throttle });
    page.once('close', () => this.#slow.delete(page));
    await this.#say(session, throttle);
  }

  async setOffline(offline: boolean): Promise<void> {
    this.#offline = offline;
    await this.#context.setOffline(offline);
    for (const { session, throttle } of this.#slow.values()) await this.#say(session, throttle);
  }

  async #say(session: CDPSession, { latency, download, upload }: Throttle): Promise<void> {
    await session.send('Network.emulateNetworkConditions', {
      offline: this.#offline,
      latency,
      downloadThroughput: download === null ? UNLIMITED : download * BYTES_OF_KILOBIT,
      uploadThroughput: upload === null ? UNLIMITED : upload * BYTES_OF_KILOBIT,
    });
  }
}
