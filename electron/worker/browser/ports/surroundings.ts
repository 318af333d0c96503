import type { Route } from 'playwright-core';
import type {
  Media,
  RouteRule,
  SurroundingsPort,
  Throttle,
} from '../../../../shared/actions/browser-port.ts';
import { urlMatcher } from '../../../../shared/actions/match-url.ts';
import { ActionFailure } from '../../../../shared/actions/run.ts';
import { webAddress } from '../web-address.ts';
import type { PortCore } from './core.ts';

export class PlaywrightSurroundings implements SurroundingsPort {
  readonly #core: PortCore;

  constructor(core: PortCore) {
    this.#core = core;
  }

  async addRoute({ url, types, answer }: RouteRule): Promise<void> {
    const matches = urlMatcher(url);
    const handle = async (route: Route): Promise<void> => {
      if (types.length > 0 && !types.includes(route.request().resourceType())) return route.fallback();
      if (answer === 'block') return route.abort('blockedbyclient');
      return route.fulfill({ ...answer, headers: { ...answer.headers } });
    };
    // A page that goes away meanwhile needs no answer any more.
    const quietly = (route: Route): Promise<void> => handle(route).catch(() => undefined);
    await this.#core.guard(() => this.#core.context.route((at) => matches(at.href), quietly));
  }

  clearRoutes(): Promise<void> {
    return this.#core.guard(() => this.#core.context.unrouteAll({ behavior: 'ignoreErrors' }));
  }

  setCredentials(
    credentials: { username: string; password: string; origin?: string | undefined } | null,
  ): Promise<void> {
    if (credentials === null) return this.#core.guard(() => this.#core.context.setHTTPCredentials(null));
    const { username, password, origin } = credentials;
    const only = origin === undefined ? {} : { origin: new URL(webAddress(origin)).origin };
    return this.#core.guard(() => this.#core.context.setHTTPCredentials({ username, password, ...only }));
  }

  grant(permissions: readonly string[], origin?: string): Promise<void> {
    const only = origin === undefined ? {} : { origin: new URL(webAddress(origin)).origin };
    return this.#core
      .guard(() => this.#core.context.grantPermissions([...permissions], only))
      .catch(unknownPermission);
  }

  clearPermissions(): Promise<void> {
    return this.#core.guard(() => this.#core.context.clearPermissions());
  }

  setLocation(place: { latitude: number; longitude: number; accuracy: number } | null): Promise<void> {
    return this.#core.guard(() => this.#core.context.setGeolocation(place));
  }

  setMedia({ colorScheme, reducedMotion, media }: Media): Promise<void> {
    const wanted = {
      ...(colorScheme === undefined ? {} : { colorScheme }),
      ...(reducedMotion === undefined ? {} : { reducedMotion }),
      ...(media === undefined ? {} : { media }),
    };
    return this.#core.guard(() => this.#core.page.emulateMedia(wanted));
  }

  setOffline(offline: boolean): Promise<void> {
    return this.#core.guard(() => this.#core.browsing.throttles.setOffline(offline));
  }

  setThrottle(throttle: Throttle | null): Promise<void> {
    return this.#core.guard(() => this.#core.browsing.throttles.set(this.#core.page, throttle));
  }

  setViewport(size: { width: number; height: number }): Promise<void> {
    return this.#core.guard(() => this.#core.page.setViewportSize(size));
  }
}

function unknownPermission(error: unknown): never {
  const name = error instanceof Error ? /Unknown permission: (\S+)/.exec(error.message)?.[1] : undefined;
  if (name === undefined) throw error;
  throw new ActionFailure(
    'UnknownError',
    `This browser knows no permission “${name}”.`,
    'Leave it out for this browser.',
  );
}
