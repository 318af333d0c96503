import type { WorkerId } from '../../../shared/ids.ts';
import type { ProcessInfo } from './process-table.ts';

/** A browser that the ledger says was started and not seen closing. */
export interface OpenBrowser {
  readonly token: string;
  readonly pid: number | null;
}

export interface ReaperDeps {
  readonly ledger: {
    openOnes(): readonly OpenBrowser[];
    ofWorker(workerId: WorkerId): readonly OpenBrowser[];
    closed(token: string): void;
  };
  readonly listProcesses: () => Promise<readonly ProcessInfo[]>;
  /** Ends a process and its group at once. */
  readonly kill: (pid: number) => void;
}

/** The switch that names our browsers on their own command line. */
export const BROWSER_SWITCH = '--runwright-browser=';

/**
 * Ends the browsers that a dead worker (or a dead run of the app) left behind, and only those that are
 * provably ours: the random token that the ledger wrote down before the launch stands on their command line or in their environment.
 * A pid alone proves nothing, because pids are used again.
 */
export class Reaper {
  readonly #deps: ReaperDeps;

  constructor(deps: ReaperDeps) {
    this.#deps = deps;
  }

  /** At start: every browser that an earlier run left open. Gives the number of processes ended. */
  reapAll(): Promise<number> {
    return this.#reap(this.#deps.ledger.openOnes());
  }

  /** After a worker's death. Gives the number of processes ended. */
  reapWorker(workerId: WorkerId): Promise<number> {
    return this.#reap(this.#deps.ledger.ofWorker(workerId));
  }

  async #reap(browsers: readonly OpenBrowser[]): Promise<number> {
    if (browsers.length === 0) return 0;
    const processes = await this.#deps.listProcesses();
    const ours = browsers.flatMap(({ token }) => processes.filter((process) => carries(process, token)));
    for (const { pid } of ours) this.#deps.kill(pid);
    for (const { token } of browsers) this.#deps.ledger.closed(token);
    return ours.length;
  }
}

/** Names those of our browsers that take no switch of ours, Firefox and WebKit: in their environment, which only Linux shows. */
export const BROWSER_VARIABLE = 'RUNWRIGHT_BROWSER_TOKEN';

/** True when the token stands on the command line, or in the environment, as a whole. */
export function carries({ commandLine, environment = '' }: ProcessInfo, token: string): boolean {
  if (commandLine.split(/\s+/).includes(`${BROWSER_SWITCH}${token}`)) return true;
  return environment.split('\0').includes(`${BROWSER_VARIABLE}=${token}`);
}

/** Kills a browser with its children: Playwright starts it as the leader of a process group, except on Windows. */
export function killBrowser(pid: number): void {
  for (const target of process.platform === 'win32' ? [pid] : [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // Already gone, or no group of that number: both are what we want.
    }
  }
}
