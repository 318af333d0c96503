import type {} from 'electron';
import { setRepeating, systemClock } from '../../shared/clock.ts';
import { systemRandom } from '../../shared/random.ts';
import { machineLoad } from './machine-load.ts';
import { processVitals } from './vitals.ts';
import { Worker } from './worker.ts';

/** How often the worker looks whether its parent still lives. */
const PARENT_CHECK_MS = 1_000;

/** The entry of a worker process: Electron's main forks it and speaks over the parent port. */
function main(): void {
  const port = process.parentPort;
  const worker = new Worker({
    send: (message) => port.postMessage(message),
    clock: systemClock,
    random: systemRandom,
    vitals: processVitals(systemClock),
    load: machineLoad(),
    exit: (code) => process.exit(code),
  });
  port.on('message', (event) => worker.handle(event.data));
  watchParent(() => worker.abandon());
  // Ctrl-C goes to the whole group of processes; main decides what becomes of the jobs.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  // An error that belongs to a job's page must not take the other jobs down; one of our own loop must.
  process.on('unhandledRejection', (reason) =>
    worker.note('ERROR', `An error nobody waited for: ${told(reason)}`),
  );
  process.on('uncaughtException', (error) => {
    worker.note('ERROR', `The worker ends after an error of its own: ${told(error)}`);
    worker.abandon();
  });
}

/** A process whose parent has died gets another one (not on Windows, where the system ends it with its parent). */
function watchParent(gone: () => void): void {
  const parent = process.ppid;
  setRepeating(systemClock, PARENT_CHECK_MS, () => {
    if (process.ppid !== parent) gone();
  });
}

function told(reason: unknown): string {
  return reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
}

main();
