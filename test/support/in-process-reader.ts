import { createReaderClient, type ReaderClient } from '../../electron/main/reader-client.ts';
import { openHandlers } from '../../electron/reader/handlers.ts';
import { serveReader } from '../../electron/reader/serve.ts';
import { systemClock } from '../../shared/clock.ts';
import { systemRandom } from '../../shared/random.ts';
import { FakeClock } from './fake-clock.ts';

/** A client of the reader over a real database file, without its process. `asked` are the names of its requests. */
export function inProcessReader(databasePath: string): {
  readonly reader: ReaderClient;
  readonly asked: string[];
} {
  const clock = new FakeClock();
  const asked: string[] = [];
  const reader = createReaderClient({
    clock,
    databasePath,
    parentPid: process.pid,
    fork(events) {
      const take = serveReader({
        clock,
        send: (message) => events.onMessage(structuredClone(message)),
        open: (path) => openHandlers(path, systemClock, systemRandom),
        isAlive: () => true,
        exit: () => undefined,
      });
      return {
        post(message) {
          if (message.kind === 'call') asked.push(message.name);
          take(structuredClone(message));
        },
        kill: () => undefined,
      };
    },
  });
  return { reader, asked };
}
