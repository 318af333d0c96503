import { createStore, type StoreApi } from 'zustand/vanilla';
import { toWire } from '../../../shared/errors.ts';
import type { AppContract, LogHit } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import { LEAST_LETTERS, type LogQuery } from './log-query.ts';

/** Hits that are shown at most. */
export const MOST_HITS = 100;

export interface LogSearchState {
  /** `short`: too few letters to look for. What was found before stays while another text is looked for. */
  readonly phase: 'short' | 'looking' | 'found' | 'failed';
  /** What the hits are for. */
  readonly text: string;
  readonly hits: readonly LogHit[];
  readonly isComplete: boolean;
  /** Milliseconds. */
  readonly tookMs: number;
  /** Why it failed; empty else. */
  readonly message: string;
}

export interface LogSearchStore {
  readonly store: StoreApi<LogSearchState>;
  /** Looks for the query; a newer one makes the answer to this one void. */
  look(query: LogQuery): Promise<void>;
}

const NOTHING: LogSearchState = {
  phase: 'short',
  text: '',
  hits: [],
  isComplete: true,
  tookMs: 0,
  message: '',
};

/** Lines of logs that hold a text, newest jobs first. */
export function createLogSearchStore(client: Client<AppContract>): LogSearchStore {
  const store = createStore<LogSearchState>(() => NOTHING);
  let newest: LogQuery | null = null;
  return {
    store,
    async look(query) {
      newest = query;
      const { text, jobId } = query;
      if (text.length < LEAST_LETTERS) return store.setState(NOTHING);
      store.setState({ phase: 'looking' });
      try {
        const job = jobId === null ? {} : { jobId };
        const found = await client.call('logs.search', { text, ...job, limit: MOST_HITS });
        if (newest !== query) return;
        const { hits, complete, tookMs } = found;
        store.setState({ phase: 'found', text, hits, isComplete: complete, tookMs, message: '' });
      } catch (error) {
        if (newest === query) store.setState({ ...NOTHING, phase: 'failed', message: toWire(error).message });
      }
    },
  };
}
