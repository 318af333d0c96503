import type { ProfileSummary } from '../../../shared/job/profile.ts';
import { safeText } from '../../ui/safe-text.ts';
import { tellToast } from '../notices/toast.tsx';

/** Says, aloud too, that nobody is signed in in a profile any more, with a button that goes there. */
export function tellNeedsLogin({ name }: ProfileSummary, onShow: () => void): void {
  tellToast({
    id: `needs-login-${name}`,
    sentence: `The profile “${safeText(name, 100)}” needs a login: its jobs wait until you sign in again`,
    onShow,
  });
}
