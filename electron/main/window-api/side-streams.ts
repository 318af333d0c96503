import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { StreamHandlers } from '../../../shared/ipc/define.ts';
import type { Core } from '../core.ts';

/** What the window follows beside the jobs: the settings, the notices, and where it is asked to go. */
export function sideStreams({
  settings,
  notices,
  places,
}: Pick<Core, 'settings' | 'notices' | 'places'>): Pick<
  StreamHandlers<AppContract>,
  'settings.changed' | 'notices.changed' | 'places.wanted'
> {
  return {
    'settings.changed': (_input, sink) => {
      const push = (): void => sink.push('settings', settings.now());
      push();
      const listening = settings.onChange(push);
      return () => listening.dispose();
    },
    'notices.changed': (_input, sink) => {
      const push = (): void => sink.push('notices', notices.now());
      push();
      const listening = notices.onChange(push);
      return () => listening.dispose();
    },
    'places.wanted': (_input, sink) => places.follow((place) => sink.push('place', place)),
  };
}
