import type { CallHandlers } from '../../../shared/ipc/define.ts';
import type { StartFailureContract } from '../../../shared/ipc/start-failure.ts';
import { describeFailure } from './describe.ts';

export interface StartFailureDeps {
  /** What the last try threw. */
  readonly error: unknown;
  /** Opens the data; throws when that is still not possible. */
  readonly open: () => void;
  /** Renames the damaged file with what belongs to it; throws when the system refuses. */
  readonly moveAway: () => void;
  readonly showFile: (path: string) => void;
  /** The data is open: the app goes on. */
  readonly opened: () => void;
  readonly quit: () => void;
  /** Hears of every further failure. */
  readonly failed: (error: unknown) => void;
}

/** The answers to the window of a start that failed; they keep why it failed last. */
export function startFailureCalls(deps: StartFailureDeps): CallHandlers<StartFailureContract> {
  let failure = describeFailure(deps.error);
  const tryTo = (...acts: (() => void)[]) => {
    try {
      for (const act of acts) act();
    } catch (error) {
      failure = describeFailure(error);
      deps.failed(error);
      return { failure };
    }
    deps.opened();
    return { failure: null };
  };
  return {
    'failure.get': () => failure,
    'failure.showFile': () => {
      if (failure.path !== null) deps.showFile(failure.path);
      return { done: true };
    },
    'failure.tryAgain': () => tryTo(deps.open),
    // Only what is damaged: the page shows no button for anything else, and a page is not to be trusted.
    'failure.moveAway': () => (failure.canMoveAway ? tryTo(deps.moveAway, deps.open) : { failure }),
    'failure.quit': () => {
      deps.quit();
      return { done: true };
    },
  };
}
