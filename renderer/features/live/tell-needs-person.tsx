import type { JobId } from '../../../shared/ids.ts';
import type { LiveState } from '../../../shared/live/live-state.ts';
import { safeText } from '../../ui/safe-text.ts';
import { tellToast } from '../notices/toast.tsx';

/** Says, aloud too, that a job waits for a person, with a button that opens it. */
export function tellNeedsPerson(jobId: JobId, state: LiveState, onOpen: (id: JobId) => void): void {
  const what = state.question === null ? `is held at a failure in step ${state.step}` : 'waits for a person';
  tellToast({
    id: `needs-person-${jobId}`,
    sentence: `Job #${jobId} ${what}: ${safeText(state.question?.text ?? state.held?.error.message ?? '', 160)}`,
    onShow: () => onOpen(jobId),
  });
}
