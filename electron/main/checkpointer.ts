import { Worker } from 'node:worker_threads';

/** The thread that copies the write-ahead log back into the file beside main. */
export interface Checkpointer {
  /** Settles when the thread has closed its connection and ended; safe to call twice. Never rejects. */
  stop(): Promise<void>;
}

/**
 * Starts the thread. Without it, or when it has ended, main's own connection copies from a certain size on (database/open.ts): slower,
 * and nothing is lost.
 * @param script the bundled thread, absolute
 * @param file path of the database file, which is open already
 * @param onError hears once why the thread ended by itself
 */
export function startCheckpointer(
  script: string,
  file: string,
  onError: (error: unknown) => void,
): Checkpointer {
  const thread = new Worker(script, { workerData: { file } });
  const ended = new Promise<void>((resolve) => void thread.once('exit', () => resolve()));
  thread.once('error', onError);
  // Whoever waits for nothing else may end.
  thread.unref();
  return {
    stop() {
      thread.postMessage('stop');
      return ended;
    },
  };
}
