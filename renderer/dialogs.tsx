import type { JobId } from '../shared/ids.ts';
import type { OpenDialog } from './app.tsx';
import { NewJobDialog } from './features/new-job/index.ts';
import { KeysDialog } from './keys-dialog.tsx';

interface DialogsProps {
  opened: OpenDialog;
  onClose: () => void;
  onQueued: (ids: readonly JobId[]) => void;
}

/** The dialogs of the whole window. */
export function Dialogs({ opened, onClose, onQueued }: DialogsProps) {
  return (
    <>
      <NewJobDialog opened={opened === 'new-job'} onClose={onClose} onQueued={onQueued} />
      <KeysDialog opened={opened === 'keys'} onClose={onClose} />
    </>
  );
}
