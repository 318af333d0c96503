import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Clock, setRepeating } from '../../../shared/clock.ts';
import { toWire, type WireError } from '../../../shared/errors.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { CallInput, Client } from '../../../shared/ipc/define.ts';
import type { PoolHealth, PoolSize, WorkerLife } from '../../../shared/job/pool.ts';
import { type PageFault, pageFault } from '../../ui/page-fault.ts';
import { HOUR_MS, newestSample, type SampleBook, withSamples } from './samples.ts';

/** How often the history is read while somebody looks. */
export const REFRESH_MS = 10_000;
/** Samples of several workers do not come in the order of their times: this much is read twice. */
const OVERLAP_MS = 30_000;

/** A worker that is to be drained, and what comes then. */
export type Drain = CallInput<AppContract, 'workers.drain'>;

export interface WorkersPageState {
  readonly samples: SampleBook;
  /** The last lives, newest first; null until read. */
  readonly lives: readonly WorkerLife[] | null;
  readonly historyError: WireError | null;
  /** When the history was read last, epoch milliseconds. */
  readonly readAt: number;
  /** What was chosen and not applied yet; null = the size as it is. */
  readonly draft: PoolSize | null;
  /** Asks whether that is meant. */
  readonly asking: Drain | null;
  /** True while the app is told to change the pool. */
  readonly isBusy: boolean;
  readonly fault: PageFault | null;
}

/** The part of `document` that says whether the page is seen. */
export interface SeenHost {
  readonly hidden: boolean;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
  removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

export interface WorkersPageStore {
  readonly store: StoreApi<WorkersPageState>;
  /** Reads the history now and every 10 s while the page is seen; the function given back ends that. */
  follow(host: SeenHost): () => void;
  readHistory(): Promise<void>;
  setDraft(draft: PoolSize | null): void;
  ask(drain: Drain | null): void;
  dismissFault(): void;
  /** Drains what was asked about. */
  drain(): Promise<void>;
  /** Starts every missing worker. */
  start(): Promise<void>;
  /** Gives the pool the size that was chosen. */
  apply(): Promise<void>;
}

interface Deps {
  readonly client: Client<AppContract>;
  readonly clock: Clock;
  announce(sentence: string): void;
  /** The pool as the app answered it, before the stream tells it. */
  onPool(pool: PoolHealth): void;
}

const START: WorkersPageState = {
  samples: new Map(),
  lives: null,
  historyError: null,
  readAt: 0,
  draft: null,
  asking: null,
  isBusy: false,
  fault: null,
};

/** What the page of workers knows beside the fleet: the history, and what a person is about to change. */
export function createWorkersPageStore(deps: Deps): WorkersPageStore {
  const { client, announce, onPool } = deps;
  const store = createStore<WorkersPageState>(() => START);
  const { getState, setState } = store;

  const attempt = async (title: string, work: () => Promise<void>): Promise<void> => {
    if (getState().isBusy) return;
    setState({ isBusy: true, fault: null });
    try {
      await work();
    } catch (error) {
      setState({ fault: pageFault(title, error) });
    } finally {
      setState({ isBusy: false });
    }
  };
  const readHistory = createHistoryReader(deps, store);

  return {
    store,
    readHistory,
    follow: (host) => whileSeen(deps.clock, host, () => void readHistory()),
    setDraft: (draft) => setState({ draft }),
    ask: (asking) => setState({ asking }),
    dismissFault: () => setState({ fault: null }),
    async drain() {
      const { asking } = getState();
      if (asking === null) return;
      setState({ asking: null });
      await attempt(`W${asking.slot} could not be drained`, async () => {
        const { draining } = await client.call('workers.drain', asking);
        announce(draining ? `W${asking.slot} is draining` : `W${asking.slot} was not running any more`);
      });
    },
    start: () =>
      attempt('The workers could not be started', async () => {
        onPool(await client.call('workers.start', {}));
        announce('The missing workers are starting');
      }),
    async apply() {
      const { draft } = getState();
      if (draft === null) return;
      await attempt('The number of workers could not be changed', async () => {
        onPool(await client.call('workers.configure', draft));
        if (getState().draft === draft) setState({ draft: null });
        announce('The new size is applied');
      });
    },
  };
}

/** Reads what is new since the newest sample; two readings never run at once. */
function createHistoryReader({ client, clock }: Deps, { getState, setState }: StoreApi<WorkersPageState>) {
  let isReading = false;
  return async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    try {
      const now = clock.now();
      const newest = newestSample(getState().samples);
      const from = Math.max(0, now - HOUR_MS);
      const since = newest === null ? from : Math.max(from, Math.min(newest, now) - OVERLAP_MS);
      const { samples, lives } = await client.call('workers.history', { since });
      setState((s) => ({
        samples: withSamples(s.samples, samples, from),
        lives,
        historyError: null,
        readAt: now,
      }));
    } catch (error) {
      setState({ historyError: toWire(error) });
    } finally {
      isReading = false;
    }
  };
}

/** Runs `read` now and in turns while the host is seen, and at once when it is seen again. */
function whileSeen(clock: Clock, host: SeenHost, read: () => void): () => void {
  let turns: { dispose(): void } | null = null;
  const follow = (): void => {
    if (host.hidden) {
      turns?.dispose();
      turns = null;
    } else if (turns === null) {
      read();
      turns = setRepeating(clock, REFRESH_MS, read);
    }
  };
  follow();
  host.addEventListener('visibilitychange', follow);
  return () => {
    host.removeEventListener('visibilitychange', follow);
    turns?.dispose();
    turns = null;
  };
}
