import { createStore, type StoreApi } from 'zustand';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';

/** Does the queue hand out jobs? */
export interface QueueState {
  /** Null until known. */
  readonly paused: boolean | null;
  setPaused(paused: boolean): Promise<void>;
}

export interface QueueStore {
  readonly store: StoreApi<QueueState>;
  start(): () => void;
}

/**
 * The queue's one switch.
 * @param onFault is told why the switch could not be turned
 */
export function createQueueStore(
  client: Client<AppContract>,
  onFault: (title: string, error: unknown) => void,
): QueueStore {
  const store = createStore<QueueState>((set) => ({
    paused: null,
    async setPaused(paused) {
      try {
        set(await client.call('queue.setPaused', { paused }));
      } catch (error) {
        onFault(paused ? 'The queue could not be paused' : 'The queue could not be resumed', error);
      }
    },
  }));
  return {
    store,
    start() {
      const end = client.subscribe('queue.changed', {}, (batch) => {
        const last = batch.items.at(-1);
        if (last !== undefined) store.setState({ paused: last.paused });
      });
      client
        .call('queue.get', {})
        .then(({ paused }) => store.setState((s) => ({ paused: s.paused ?? paused })))
        .catch((error: unknown) => onFault('The state of the queue could not be read', error));
      return end;
    },
  };
}
