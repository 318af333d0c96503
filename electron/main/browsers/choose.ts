import type { WorkerSettings } from '../../../shared/ipc/worker-protocol.ts';
import type { FoundBrowser } from './find.ts';

/**
 * Which browser runs which jobs: the headless shell takes headless ones where it is to be had, because it needs a
 * third of the time and under half the memory; it has no window, so headed jobs get a full browser.
 */
export function chooseBrowsers(found: readonly FoundBrowser[]): WorkerSettings['browsers'] {
  const full = found.find(({ id }) => id !== 'headless-shell');
  const shell = found.find(({ id }) => id === 'headless-shell');
  return { headless: (shell ?? full)?.path ?? null, headed: full?.path ?? null };
}

/** The installed browsers that a flow can name. */
export function channelsOf(
  found: readonly FoundBrowser[],
): Pick<WorkerSettings['browsers'], 'chrome' | 'msedge'> {
  const chrome = found.find(({ id }) => id === 'chrome');
  const edge = found.find(({ id }) => id === 'edge');
  return {
    ...(chrome === undefined ? {} : { chrome: chrome.path }),
    ...(edge === undefined ? {} : { msedge: edge.path }),
  };
}
