import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { useProfiles, useProfilesStore } from './context.ts';
import { lossWords } from './profile-words.ts';

/** Asks before a profile is removed, because what is lost cannot be had back. */
export function RemoveDialog() {
  const profiles = useProfilesStore();
  const profile = useProfiles((s) => s.removing);
  const close = (): void => profiles.askRemove(null);
  return (
    <Dialog
      opened={profile !== null}
      onClose={close}
      title={`Remove the profile “${safeText(profile?.name ?? '', 100)}”?`}
      footer={
        <>
          <Button onClick={close}>Keep it</Button>
          <Button variant="danger" onClick={() => void profiles.remove()}>
            Remove
          </Button>
        </>
      }
    >
      <p>{profile === null ? '' : safeText(lossWords(profile), 1000)}</p>
    </Dialog>
  );
}
