import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { Notice, WantedPlace } from '../../../shared/notices/notice.ts';

export interface NoticesState {
  /** Newest first. */
  readonly notices: readonly Notice[];
  readonly opened: boolean;
}

export interface NoticesStore {
  readonly store: StoreApi<NoticesState>;
  /** Begins to follow main; the function given back ends that. */
  start(): () => void;
  setOpened(opened: boolean): void;
  /** All that are known by now are read. */
  markRead(): Promise<void>;
}

interface Deps {
  readonly client: Client<AppContract>;
  /** Hears of jobs that were started together and have ended since a moment ago. */
  readonly onBatchEnd: (notice: Notice) => void;
  /** Main asks the window to go somewhere. */
  readonly onWanted: (place: WantedPlace) => void;
  readonly onFault: (title: string, error: unknown) => void;
}

/** The last notices, as main remembers them. */
export function createNoticesStore({ client, onBatchEnd, onWanted, onFault }: Deps): NoticesStore {
  const store = createStore<NoticesState>(() => ({ notices: [], opened: false }));
  /** The newest one that was known; what stood when the window opened is in the list alone. */
  let known: number | null = null;
  const take = (notices: readonly Notice[]): void => {
    const newest = notices[0]?.id ?? 0;
    const before = known;
    known = Math.max(known ?? 0, newest);
    store.setState({ notices });
    if (before === null) return;
    for (const notice of notices) if (notice.id > before && notice.kind === 'batch') onBatchEnd(notice);
  };
  return {
    store,
    start() {
      const ends = [
        client.subscribe('notices.changed', {}, ({ items }) => {
          const last = items.at(-1);
          if (last !== undefined) take(last.notices);
        }),
        client.subscribe('places.wanted', {}, ({ items }) => {
          const last = items.at(-1);
          if (last !== undefined) onWanted(last);
        }),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
    setOpened: (opened) => store.setState({ opened }),
    async markRead() {
      const upTo = store.getState().notices[0]?.id ?? 0;
      try {
        take((await client.call('notices.markRead', { upTo })).notices);
      } catch (error) {
        onFault('The notices could not be marked as read', error);
      }
    },
  };
}
