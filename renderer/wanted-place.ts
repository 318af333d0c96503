import type { DisplayState } from '../shared/job/state.ts';
import type { WantedPlace } from '../shared/notices/notice.ts';
import { router } from './router.ts';

/** Goes where a link, a notice or the tray wants the window to be. */
export function goToWanted(place: WantedPlace, jobs: { showState(state: DisplayState | null): void }): void {
  switch (place.kind) {
    case 'job':
      return router.go({ page: 'jobs', jobId: place.id });
    case 'flow':
      return router.go({ page: 'flows', flowId: place.id });
    case 'jobs':
      jobs.showState(place.state);
      return router.go({ page: 'jobs' });
    case 'profiles':
      return router.go({ page: 'profiles' });
  }
}
