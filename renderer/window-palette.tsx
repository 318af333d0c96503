import type { FlowId, JobId } from '../shared/ids.ts';
import type { AppContract } from '../shared/ipc/contract.ts';
import type { Client } from '../shared/ipc/define.ts';
import { closePalette } from './features/palette/opened.ts';
import { Palette } from './features/palette/palette.tsx';
import { router } from './router.ts';
import type { Stores } from './stores.ts';

interface WindowPaletteProps {
  client: Client<AppContract>;
  stores: Stores;
  onNewJob: (flowId?: FlowId) => void;
  onOpenJob: (id: JobId) => void;
  onImport: () => void;
  onShowKeys: () => void;
}

/** The palette, with what its commands do in this window. */
export function WindowPalette({
  client,
  stores,
  onNewJob,
  onOpenJob,
  onImport,
  onShowKeys,
}: WindowPaletteProps) {
  const jobs = stores.jobs.getState().actions;
  /** What cannot be done is told above the list of jobs, where the other wishes are. */
  const ask = (title: string, wish: Promise<unknown>): void => {
    wish.catch((error: unknown) => {
      router.go({ page: 'jobs' });
      jobs.showFault(title, error);
    });
  };
  return (
    <Palette
      onClose={closePalette}
      onOpenJob={onOpenJob}
      onRunFlow={onNewJob}
      onEditFlow={(flowId) => router.go({ page: 'flows', flowId, edit: true })}
      deeds={{
        goTo: (page) => router.go({ page }),
        newJob: () => onNewJob(),
        newFlow: () => router.go({ page: 'flows', edit: true }),
        importFlows: onImport,
        showKeys: onShowKeys,
        togglePause() {
          const { paused, setPaused } = stores.queue.getState();
          void setPaused(paused !== true);
        },
        toggleFrozen: () => jobs.setFrozen(!stores.jobs.getState().frozen),
        showState(state) {
          jobs.showState(state);
          router.go({ page: 'jobs' });
        },
        setLanguage: (language) =>
          ask(
            'The language could not be changed',
            client.call('settings.set', { name: 'language', value: language }),
          ),
        openData: () => ask('The data folder could not be opened', client.call('settings.openData', {})),
        runSample: () =>
          ask(
            'The sample could not be started',
            client.call('sample.run', {}).then(({ id }) => onOpenJob(id)),
          ),
        markNoticesRead: () => void stores.notices.markRead(),
      }}
    />
  );
}
