import type {
  Batch,
  Client,
  Contract,
  StreamInput,
  StreamItem,
  StreamName,
} from '../../shared/ipc/define.ts';

/** One place on a screen that follows a stream, wherever it is pointed to. */
export interface Live<Input> {
  /**
   * Follows the stream with this input. The same input again changes nothing; another one ends the subscription before
   * it begins the next, so that a place never has two.
   */
  follow(input: Input): void;
  /** Ends the subscription; nothing more arrives after it returned. May be called twice. */
  stop(): void;
}

/**
 * A subscription that is never doubled, whatever order effects run in.
 * `onBatch` gets every batch with its gap; the next one comes after it returned or its promise settled. A batch that
 * arrives late for an input that is no longer followed is left out.
 */
export function createLive<C extends Contract, K extends StreamName<C>>(
  client: Client<C>,
  name: K,
  onBatch: (batch: Batch<StreamItem<C, K>>, input: StreamInput<C, K>) => void | Promise<void>,
): Live<StreamInput<C, K>> {
  let followed: { readonly key: string; readonly unsubscribe: () => void } | null = null;

  const stop = (): void => {
    followed?.unsubscribe();
    followed = null;
  };
  return {
    follow(input) {
      const key = JSON.stringify(input);
      if (followed?.key === key) return;
      stop();
      followed = { key, unsubscribe: client.subscribe(name, input, (batch) => onBatch(batch, input)) };
    },
    stop,
  };
}
