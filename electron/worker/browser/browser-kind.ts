import { ActionFailure } from '../../../shared/actions/run.ts';
import { installMend } from '../../../shared/browsers/installable.ts';
import type { BrowserSettings } from '../../../shared/flow/schema.ts';
import type { WorkerSettings } from '../../../shared/ipc/worker-protocol.ts';
import { type Endpoint, endpointOf } from './endpoint.ts';

/**
 * What makes one browser fit for a job and another not. A proxy, a profile and everything else that a flow says belong to the
 * job's own context, so browsers are shared across them.
 */
export interface BrowserKind {
  readonly engine: BrowserSettings['type'];
  /** An installed browser that the flow names; null = the one that was found. */
  readonly channel: BrowserSettings['channel'] | null;
  readonly headed: boolean;
  /** Null = a browser of this computer. */
  readonly endpoint: Endpoint | null;
}

/** @throws ActionFailure when the address of a browser elsewhere is none */
export function kindOf(browser: BrowserSettings, headed: boolean): BrowserKind {
  const endpoint = endpointOf(browser);
  // A browser elsewhere has a window or has none: we do not decide that.
  const window = headed && endpoint === null;
  return { engine: browser.type, channel: browser.channel ?? null, headed: window, endpoint };
}

/** Equal keys are one kind. */
export function kindKey({ engine, channel, headed, endpoint }: BrowserKind): string {
  return JSON.stringify([engine, channel, headed, endpoint?.way, endpoint?.url]);
}

const CHANNEL_NAMES = { chrome: 'Google Chrome', msedge: 'Microsoft Edge' } as const;

/**
 * The program that runs this kind; null = Playwright's own build, whose place only Playwright knows.
 * @throws ActionFailure when it is not on this computer
 */
export function executableOf(kind: BrowserKind, browsers: WorkerSettings['browsers']): string | null {
  const { engine, channel, headed } = kind;
  if (engine !== 'chromium') return null;
  if (channel !== null && channel !== undefined) {
    const path = browsers[channel];
    if (path !== undefined) return path;
    const name = CHANNEL_NAMES[channel];
    throw new ActionFailure(
      'BrowserError',
      `The flow wants ${name}, which is not on this computer.`,
      `Install ${name} and start the app again, or take “channel” out of the flow’s browser.`,
    );
  }
  const path = headed ? browsers.headed : browsers.headless;
  if (path !== null) return path;
  throw new ActionFailure(
    'BrowserError',
    headed
      ? 'There is no browser with a window on this computer.'
      : 'There is no browser for jobs on this computer.',
    installMend('chromium'),
  );
}
