import { type Browser, chromium, firefox, webkit } from 'playwright-core';
import { ActionFailure } from '../../../shared/actions/run.ts';
import type { BrowserKind } from './browser-kind.ts';
import { type Endpoint, endpointPlace } from './endpoint.ts';
import type { LaunchedBrowser } from './launch.ts';
import { registerPickEngines } from './pick/engines.ts';

const CONNECT_TIMEOUT_MS = 30_000;
const ENGINES = { chromium, firefox, webkit };

/** Speaks to a browser that runs elsewhere. It is not ours: it is left, never ended, and stands in no ledger. */
export async function connectBrowser(
  engine: BrowserKind['engine'],
  endpoint: Endpoint,
): Promise<LaunchedBrowser> {
  await registerPickEngines();
  const browser = await connect(engine, endpoint);
  const gone = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  return {
    playwright: browser,
    close: () => browser.close(),
    kill: () => void browser.close().catch(() => undefined),
    onGone: (listener) => void gone.then(listener),
    residentBytes: async () => null,
  };
}

async function connect(engine: BrowserKind['engine'], endpoint: Endpoint): Promise<Browser> {
  const options = { timeout: CONNECT_TIMEOUT_MS };
  try {
    return endpoint.way === 'cdp'
      ? await chromium.connectOverCDP(endpoint.url, options)
      : await ENGINES[engine].connect(endpoint.url, options);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new ActionFailure(
      'BrowserError',
      `The browser at ${endpointPlace(endpoint)} could not be reached: ${why}`,
      'Check that it runs there, that its address in the flow’s “browser.endpoint” is right, and that it is as new as this app’s Playwright.',
    );
  }
}
