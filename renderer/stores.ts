import { type Clock, systemClock } from '../shared/clock.ts';
import type { JobId } from '../shared/ids.ts';
import type { AppContract } from '../shared/ipc/contract.ts';
import type { Client } from '../shared/ipc/define.ts';
import type { ProfileSummary } from '../shared/job/profile.ts';
import type { LiveState } from '../shared/live/live-state.ts';
import type { Notice, WantedPlace } from '../shared/notices/notice.ts';
import { createDataHealthStore } from './features/data-health/index.ts';
import { createJobsStore, createQueueStore, createViewsStore } from './features/jobs/index.ts';
import { createLiveStore } from './features/live/index.ts';
import { createNoticesStore } from './features/notices/index.ts';
import { createProfilesStore } from './features/profiles/index.ts';
import { createSettingsStore, putInForce } from './features/settings/index.ts';
import { createWorkersStore } from './features/workers/index.ts';
import { t } from './texts/index.ts';
import { announce } from './ui/announcer.tsx';
import { tellWithUndo } from './ui/undo-toast.tsx';

/** The stores that the whole window shares. */
export function createStores(
  client: Client<AppContract>,
  onNeedsPerson: (jobId: JobId, state: LiveState) => void,
  profileNews: {
    readonly onNeedsLogin: (profile: ProfileSummary) => void;
    readonly onAsks: () => void;
  },
  noticeNews: {
    readonly onBatchEnd: (notice: Notice) => void;
    readonly onWanted: (place: WantedPlace) => void;
  },
  clock: Clock = systemClock,
) {
  const jobs = createJobsStore({
    client,
    clock,
    announce,
    deleted: (count, undo) => tellWithUndo({ id: 'jobs-deleted', text: t().jobsSearch.deleted(count), undo }),
    settled: () => nextFrame(clock),
  });
  const { showFault } = jobs.store.getState().actions;
  const views = createViewsStore(client, clock, showFault);
  const queue = createQueueStore(client, showFault);
  const workers = createWorkersStore(client, showFault);
  const live = createLiveStore(client, onNeedsPerson);
  const profiles = createProfilesStore({ client, announce, ...profileNews });
  const dataHealth = createDataHealthStore(client, showFault);
  const settings = createSettingsStore(client, putInForce);
  const notices = createNoticesStore({ client, ...noticeNews, onFault: showFault });
  return {
    jobs: jobs.store,
    views,
    queue: queue.store,
    workers: workers.store,
    dataHealth: dataHealth.store,
    live,
    profiles,
    settings,
    notices,
    /** Begins to follow main; the function given back ends that. */
    start(): () => void {
      const ends = [
        jobs.start(),
        views.getState().actions.start(),
        queue.start(),
        workers.start(),
        dataHealth.start(),
        live.start(),
        profiles.start(),
        settings.start(),
        notices.start(),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

export type Stores = ReturnType<typeof createStores>;

/** A hidden window draws no frames; its streams go on, slowly. */
const HIDDEN_FRAME_MS = 250;

function nextFrame(clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(HIDDEN_FRAME_MS, resolve);
    requestAnimationFrame(() => {
      timer.dispose();
      resolve();
    });
  });
}
