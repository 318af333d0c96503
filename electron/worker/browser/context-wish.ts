import { type BrowserContextOptions, devices } from 'playwright-core';
import { ActionFailure } from '../../../shared/actions/run.ts';
import { nearest } from '../../../shared/flow/nearest.ts';
import type { BrowserSettings } from '../../../shared/flow/schema.ts';
import type { ProfileState } from '../../../shared/job/profile-state.ts';
import type { SessionOptions } from '../session.ts';
import type { ContextWish } from './prepared-page.ts';

const DEFAULT_VIEWPORT = { width: 1280, height: 720 };

/** Enough to see what happened; pictures that nobody needs cost as much as the steps. */
const VIDEO = { fps: 10 };

/** The context that a session needs. @throws ActionFailure when the flow names a device that does not exist */
export function wishOf({ browser, profileState, trace, video }: SessionOptions): ContextWish {
  const options = toContextOptions(browser, profileState);
  return { options: video === true ? { ...options, recordVideo: VIDEO } : options, trace };
}

function toContextOptions(browser: BrowserSettings, state: ProfileState | null): BrowserContextOptions {
  const device = browser.device === undefined ? {} : deviceOf(browser.device);
  return {
    viewport: DEFAULT_VIEWPORT,
    ...device,
    ...(browser.viewport === undefined ? {} : { viewport: browser.viewport }),
    ...(browser.locale === undefined ? {} : { locale: browser.locale }),
    ...(browser.timezone === undefined ? {} : { timezoneId: browser.timezone }),
    ...(browser.userAgent === undefined ? {} : { userAgent: browser.userAgent }),
    ...(browser.proxy === undefined ? {} : { proxy: proxyOf(browser.proxy) }),
    ...(state === null ? {} : { storageState: state }),
    acceptDownloads: true,
  };
}

function proxyOf(proxy: NonNullable<BrowserSettings['proxy']>): NonNullable<BrowserContextOptions['proxy']> {
  return {
    server: proxy.server,
    ...(proxy.bypass === undefined ? {} : { bypass: proxy.bypass }),
    ...(proxy.username === undefined ? {} : { username: proxy.username }),
    ...(proxy.password === undefined ? {} : { password: proxy.password }),
  };
}

function deviceOf(name: string): BrowserContextOptions {
  const device = devices[name];
  if (device === undefined) {
    const near = nearest(name, Object.keys(devices));
    throw new ActionFailure(
      'UnknownError',
      `There is no device “${name}”.`,
      near === undefined ? 'Use a name such as “iPhone 15” or “Pixel 7”.' : `Did you mean “${near}”?`,
    );
  }
  const { defaultBrowserType: _chosenByTheFlow, ...options } = device;
  return options;
}
