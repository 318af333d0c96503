import { createStore, type StoreApi } from 'zustand';
import type { WorkerId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { CallOutput, Client } from '../../../shared/ipc/define.ts';
import type { PoolHealth } from '../../../shared/job/pool.ts';
import type { WorkerSummary } from '../../../shared/job/schema.ts';

type Fleet = CallOutput<AppContract, 'workers.list'>;

/** Heartbeats kept of each worker. */
export const BEATS_KEPT = 11;

/** Facts of the workers. */
export interface WorkersState {
  /** Null until read; by slot. */
  readonly workers: readonly WorkerSummary[] | null;
  readonly browsersAlive: number;
  readonly browsersExpected: number;
  /** Null until read. */
  readonly pool: PoolHealth | null;
  /** The last heartbeats of each worker, oldest first, as they were seen here. */
  readonly beats: ReadonlyMap<WorkerId, readonly number[]>;
}

export const NO_WORKERS: WorkersState = {
  workers: null,
  browsersAlive: 0,
  browsersExpected: 0,
  pool: null,
  beats: new Map(),
};

/** The fleet's new picture over the old one: workers that are gone take their heartbeats along. */
export function withFleet(state: WorkersState, fleet: Fleet): WorkersState {
  const beats = new Map<WorkerId, readonly number[]>();
  for (const worker of fleet.workers) {
    const known = state.beats.get(worker.id) ?? [];
    const { beatAt } = worker;
    const isOld = beatAt === null || beatAt === known.at(-1);
    beats.set(worker.id, isOld ? known : [...known, beatAt].slice(-BEATS_KEPT));
  }
  const workers = fleet.workers.toSorted((a, b) => a.slot - b.slot);
  const { browsersAlive, browsersExpected, pool } = fleet;
  return { workers, beats, browsersAlive, browsersExpected, pool };
}

export interface WorkersStore {
  readonly store: StoreApi<WorkersState>;
  start(): () => void;
}

/** @param onFault is told why the workers could not be read */
export function createWorkersStore(
  client: Client<AppContract>,
  onFault: (title: string, error: unknown) => void,
): WorkersStore {
  const store = createStore<WorkersState>(() => NO_WORKERS);
  const take = (fleet: Fleet): void => store.setState((state) => withFleet(state, fleet));
  return {
    store,
    start() {
      const end = client.subscribe('workers.changed', {}, (batch) => {
        const last = batch.items.at(-1);
        if (last !== undefined) take(last);
      });
      client
        .call('workers.list', {})
        .then((fleet) => {
          if (store.getState().workers === null) take(fleet);
        })
        .catch((error: unknown) => onFault('The workers could not be read', error));
      return end;
    },
  };
}
