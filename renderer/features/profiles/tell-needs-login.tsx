import { notifications } from '@mantine/notifications';
import type { ProfileSummary } from '../../../shared/job/profile.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { safeText } from '../../ui/safe-text.ts';
import classes from './profiles.module.css';

const SHOWN_MS = 20_000;

/** Says, aloud too, that nobody is signed in in a profile any more, with a button that goes there. */
export function tellNeedsLogin({ name }: ProfileSummary, onShow: () => void): void {
  const id = `needs-login-${name}`;
  const sentence = `The profile “${safeText(name, 100)}” needs a login: its jobs wait until you sign in again`;
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
            onShow();
          }}
        >
          Show
        </Button>
      </span>
    ),
  });
}
