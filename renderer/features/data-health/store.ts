import { createStore, type StoreApi } from 'zustand';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { DataHealth } from '../../../shared/ipc/data-health.ts';
import type { Client } from '../../../shared/ipc/define.ts';

/** Null until it is known. */
export interface DataHealthState {
  readonly health: DataHealth | null;
}

export interface DataHealthStore {
  readonly store: StoreApi<DataHealthState>;
  start(): () => void;
}

/**
 * Whether the data file can be worked with.
 * @param onFault is told why that could not be read
 */
export function createDataHealthStore(
  client: Client<AppContract>,
  onFault: (title: string, error: unknown) => void,
): DataHealthStore {
  const store = createStore<DataHealthState>(() => ({ health: null }));
  return {
    store,
    start() {
      const end = client.subscribe('data.healthChanged', {}, (batch) => {
        const last = batch.items.at(-1);
        if (last !== undefined) store.setState({ health: last });
      });
      client
        .call('data.health', {})
        // What the stream said meanwhile is newer.
        .then((health) => store.setState((state) => ({ health: state.health ?? health })))
        .catch((error: unknown) => onFault('The state of the data file could not be read', error));
      return end;
    },
  };
}
