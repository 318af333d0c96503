import { utilityProcess } from 'electron';
import type { ToWorker } from '../../../shared/ipc/worker-protocol.ts';
import { killUtility } from '../kill-utility.ts';

/** What the supervisor hears of one process; `onGone` comes once and last. */
export interface WorkerEvents {
  onSpawned(pid: number): void;
  onMessage(message: unknown): void;
  /** The messages that came together in one turn of the event loop have all been heard. */
  onTurnEnd(): void;
  onGone(code: number): void;
}

/** One worker process, as far as the supervisor needs it. */
export interface WorkerProcess {
  post(message: ToWorker): void;
  /** Ends the process at once; safe at any moment and more than once. */
  kill(): void;
}

export type SpawnWorker = (slot: number, temporaryDir: string, events: WorkerEvents) => WorkerProcess;

/**
 * Starts workers as Electron utility processes.
 * @param script the bundled worker, absolute
 */
export function utilityWorkers(script: string): SpawnWorker {
  return (slot, temporaryDir, events) => {
    const child = utilityProcess.fork(script, [], {
      serviceName: `Runwright worker ${slot}`,
      // Standard output belongs to the commands.
      stdio: ['ignore', 'ignore', 'inherit'],
      // Browsers put their profile there: so it is known, and removed with the worker.
      env: { ...process.env, TMPDIR: temporaryDir, TEMP: temporaryDir, TMP: temporaryDir },
    });
    let [gone, turnEnds] = [false, false];
    const endTurn = (): void => {
      turnEnds = false;
      if (!gone) events.onTurnEnd();
    };
    child.once('spawn', () => {
      if (child.pid !== undefined) events.onSpawned(child.pid);
    });
    child.on('message', (message: unknown) => {
      if (gone) return;
      events.onMessage(message);
      if (!turnEnds) setImmediate(endTurn);
      turnEnds = true;
    });
    child.once('exit', (code) => {
      gone = true;
      events.onGone(code);
    });
    return {
      post: (message) => {
        if (!gone) child.postMessage(message);
      },
      kill: () => killUtility(child),
    };
  };
}
