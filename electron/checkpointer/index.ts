import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { type Disposable, systemClock } from '../../shared/clock.ts';
import { openCheckpoints } from '../database/checkpoint.ts';

/** The log is looked at so often. What comes in between waits in it, and main copies only if that becomes too much (open.ts). */
const EVERY_MS = 250;

/**
 * The entry of the checkpointer, a thread of main: copies the write-ahead log back into the file, so that no commit of main ever does.
 * It ends at the first message that it gets.
 */
function main(): void {
  const { file } = z.object({ file: z.string() }).parse(workerData);
  const checkpoints = openCheckpoints(file);
  let timer: Disposable;
  const turn = (): void => {
    try {
      checkpoints.copy();
    } catch {
      // A full or damaged disk: main meets the same at its own writes, and says it. What is not copied stays in the log.
    }
    timer = systemClock.setTimer(EVERY_MS, turn);
  };
  turn();
  parentPort?.once('message', () => {
    timer.dispose();
    checkpoints.close();
  });
}

main();
