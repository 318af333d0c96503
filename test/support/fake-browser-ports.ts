import type {
  CookieFilter,
  CookieSpec,
  Media,
  RouteRule,
  StorageArea,
  StoragePort,
  SurroundingsPort,
  TabChoice,
  TabsPort,
  Throttle,
} from '../../shared/actions/browser-port.ts';

/** Writes down what was done, and may refuse to do it. */
export type Do = (what: string) => Promise<void>;

const told = (value: unknown): string => JSON.stringify(value);

export class FakeTabs implements TabsPort {
  readonly #do: Do;

  constructor(doIt: Do) {
    this.#do = doIt;
  }
  open(url?: string): Promise<void> {
    return this.#do(`tab open ${url ?? ''}`);
  }
  switch(choice: TabChoice): Promise<void> {
    return this.#do(`tab switch ${told(choice)}`);
  }
  close(): Promise<void> {
    return this.#do('tab close');
  }
  popup(): Promise<void> {
    return this.#do('tab popup');
  }
}

export class FakeStorage implements StoragePort {
  /** What `cookie` and `item` give, by name. */
  values: Record<string, string> = {};
  readonly #do: Do;

  constructor(doIt: Do) {
    this.#do = doIt;
  }
  setCookie(cookie: CookieSpec): Promise<void> {
    return this.#do(`setCookie ${told(cookie)}`);
  }
  async cookie(name: string): Promise<string | null> {
    await this.#do(`cookie ${name}`);
    return this.values[name] ?? null;
  }
  clearCookies(filter: CookieFilter): Promise<void> {
    return this.#do(`clearCookies ${told(filter)}`);
  }
  async item(area: StorageArea, key: string): Promise<string | null> {
    await this.#do(`item ${area} ${key}`);
    return this.values[key] ?? null;
  }
  setItem(area: StorageArea, key: string, value: string): Promise<void> {
    return this.#do(`setItem ${area} ${key} = ${value}`);
  }
  removeItem(area: StorageArea, key: string): Promise<void> {
    return this.#do(`removeItem ${area} ${key}`);
  }
  clearArea(area: StorageArea): Promise<void> {
    return this.#do(`clearArea ${area}`);
  }
}

export class FakeSurroundings implements SurroundingsPort {
  readonly #do: Do;

  constructor(doIt: Do) {
    this.#do = doIt;
  }
  addRoute(rule: RouteRule): Promise<void> {
    return this.#do(`route ${told(rule)}`);
  }
  clearRoutes(): Promise<void> {
    return this.#do('clearRoutes');
  }
  setCredentials(credentials: object | null): Promise<void> {
    return this.#do(`credentials ${told(credentials)}`);
  }
  grant(permissions: readonly string[], origin?: string): Promise<void> {
    return this.#do(`grant ${permissions.join(',')} ${origin ?? ''}`.trim());
  }
  clearPermissions(): Promise<void> {
    return this.#do('clearPermissions');
  }
  setLocation(place: object | null): Promise<void> {
    return this.#do(`location ${told(place)}`);
  }
  setMedia(media: Media): Promise<void> {
    return this.#do(`media ${told(media)}`);
  }
  setOffline(offline: boolean): Promise<void> {
    return this.#do(`offline ${offline}`);
  }
  setThrottle(throttle: Throttle | null): Promise<void> {
    return this.#do(`throttle ${told(throttle)}`);
  }
  setViewport(size: { width: number; height: number }): Promise<void> {
    return this.#do(`viewport ${size.width} ${size.height}`);
  }
}
