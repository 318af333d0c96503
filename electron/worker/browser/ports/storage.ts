import type {
  CookieFilter,
  CookieSpec,
  StorageArea,
  StoragePort,
} from '../../../../shared/actions/browser-port.ts';
import { ActionFailure } from '../../../../shared/actions/run.ts';
import { cleanMessage } from '../../classify.ts';
import { changeStorage, type StorageWish } from '../page-scripts.ts';
import { webAddress } from '../web-address.ts';
import type { PortCore } from './core.ts';

export class PlaywrightStorage implements StoragePort {
  readonly #core: PortCore;

  constructor(core: PortCore) {
    this.#core = core;
  }

  async setCookie(cookie: CookieSpec): Promise<void> {
    const { name, value, domain, path, maxAge, httpOnly, secure, sameSite } = cookie;
    const place =
      domain === undefined
        ? { url: webAddress(cookie.url ?? this.#core.page.url()) }
        : { domain, path: path ?? '/' };
    const expires =
      maxAge === undefined ? {} : { expires: Math.floor(this.#core.clock.now() / 1000) + maxAge };
    const marks = {
      ...(httpOnly === undefined ? {} : { httpOnly }),
      ...(secure === undefined ? {} : { secure }),
      ...(sameSite === undefined ? {} : { sameSite }),
    };
    await this.#core
      .guard(() => this.#core.context.addCookies([{ name, value, ...place, ...expires, ...marks }]))
      .catch(cookieFault);
  }

  async cookie(name: string): Promise<string | null> {
    const { context, page } = this.#core;
    const cookies = await this.#core.guard(() => context.cookies(page.url()));
    return cookies.find((each) => each.name === name)?.value ?? null;
  }

  clearCookies({ name, domain, path }: CookieFilter): Promise<void> {
    const filter = {
      ...(name === undefined ? {} : { name }),
      ...(domain === undefined ? {} : { domain }),
      ...(path === undefined ? {} : { path }),
    };
    return this.#core.guard(() => this.#core.context.clearCookies(filter));
  }

  item(area: StorageArea, key: string): Promise<string | null> {
    return this.#change({ do: 'read', area, key });
  }

  async setItem(area: StorageArea, key: string, value: string): Promise<void> {
    await this.#change({ do: 'set', area, key, value });
  }

  async removeItem(area: StorageArea, key: string): Promise<void> {
    await this.#change({ do: 'remove', area, key });
  }

  async clearArea(area: StorageArea): Promise<void> {
    await this.#change({ do: 'clear', area });
  }

  async #change(wish: StorageWish): Promise<string | null> {
    return this.#core
      .guard(() => this.#core.page.evaluate(changeStorage, wish))
      .catch((error: unknown) => {
        if (!(error instanceof Error) || !/Storage|SecurityError|QuotaExceeded/.test(error.message))
          throw error;
        throw new ActionFailure(
          'UnknownError',
          `The page’s storage cannot be used: ${cleanMessage(error.message)}.`,
          'Open a page of the site first; its storage belongs to it, and holds about 5 MB.',
        );
      });
  }
}

function cookieFault(error: unknown): never {
  if (!(error instanceof Error) || !/cookie/i.test(error.message)) throw error;
  throw new ActionFailure(
    'UnknownError',
    `The cookie was refused: ${cleanMessage(error.message)}.`,
    'Give it a domain of the site, and “secure” where “sameSite” is None.',
  );
}
