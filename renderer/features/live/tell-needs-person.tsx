import { notifications } from '@mantine/notifications';
import type { JobId } from '../../../shared/ids.ts';
import type { LiveState } from '../../../shared/live/live-state.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { safeText } from '../../ui/safe-text.ts';
import classes from './live.module.css';

const SHOWN_MS = 20_000;

/** Says, aloud too, that a job waits for a person, with a button that opens it. */
export function tellNeedsPerson(jobId: JobId, state: LiveState, onOpen: (id: JobId) => void): void {
  const id = `needs-person-${jobId}`;
  const what = state.question === null ? `is held at a failure in step ${state.step}` : 'waits for a person';
  const sentence = `Job #${jobId} ${what}: ${safeText(state.question?.text ?? state.held?.error.message ?? '', 160)}`;
  announce(sentence);
  notifications.hide(id);
  notifications.show({
    id,
    autoClose: SHOWN_MS,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <span className={classes.toast}>
        <bdi className={classes.toastText}>{sentence}</bdi>
        <Button
          size="sm"
          onClick={() => {
            notifications.hide(id);
            onOpen(jobId);
          }}
        >
          Show
        </Button>
      </span>
    ),
  });
}
