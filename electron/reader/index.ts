import type {} from 'electron';
import { systemClock } from '../../shared/clock.ts';
import { systemRandom } from '../../shared/random.ts';
import { openHandlers } from './handlers.ts';
import { serveReader } from './serve.ts';

/** The entry of the reader process: Electron's main forks it and speaks over the parent port. */
function main(): void {
  const port = process.parentPort;
  const take = serveReader({
    clock: systemClock,
    send: (message) => port.postMessage(message),
    open: (databasePath) => openHandlers(databasePath, systemClock, systemRandom),
    isAlive,
    exit: () => process.exit(0),
  });
  port.on('message', (event) => take(event.data));
  // Ctrl-C in a terminal reaches every process of the group; main alone decides what it means.
  process.on('SIGINT', () => undefined);
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 only asks whether the process is there.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

main();
