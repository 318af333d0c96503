import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { createReaderClient, type ReaderClient } from '../../electron/main/reader-client.ts';
import { systemClock } from '../../shared/clock.ts';
import type { RawScan, RawScanned } from './queue-reader-child.ts';
import { type Moment, moment } from './queue-rounds.ts';

/** The product's reader in a process of its own, on a database file that this process writes to. */
export interface ForkedReader {
  readonly client: ReaderClient;
  /** How many requests it has got. */
  asked(): number;
  /** When its last message came in. */
  heard(): Moment;
  /** What a hand-written scan of the log finds, made by the same process over the same file: how many lines match. */
  rawScan(pattern: string): Promise<number>;
  stop(): void;
}

/** Forks the reader; it opens the file at its first request. */
export function forkReader(file: string): ForkedReader {
  const child = fork(join(import.meta.dirname, 'queue-reader-child.ts'), [], {
    // Standard output belongs to the benchmark's one object.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let asked = 0;
  let heard = moment();
  const client = createReaderClient({
    clock: systemClock,
    databasePath: file,
    parentPid: process.pid,
    fork(events) {
      child.on('message', (message) => {
        heard = moment();
        if (!isRawScanned(message)) events.onMessage(message);
      });
      child.once('exit', () => events.onGone());
      return {
        post(message) {
          if (message.kind === 'call') asked += 1;
          child.send(message);
        },
        kill: () => void child.kill(),
      };
    },
  });
  return {
    client,
    asked: () => asked,
    heard: () => heard,
    rawScan: (pattern) => rawScan(child, { kind: 'rawScan', file, pattern }),
    stop() {
      client.dispose();
      child.kill();
    },
  };
}

function rawScan(child: ChildProcess, scan: RawScan): Promise<number> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error('the reader has ended'));
    const take = (message: unknown): void => {
      if (!isRawScanned(message)) return;
      child.off('message', take);
      child.off('exit', gone);
      resolve(message.lines);
    };
    child.on('message', take);
    child.once('exit', gone);
    child.send(scan);
  });
}

function isRawScanned(message: unknown): message is RawScanned {
  return typeof message === 'object' && message !== null && Reflect.get(message, 'kind') === 'rawScanned';
}
