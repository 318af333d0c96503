import { useEffect, useState } from 'react';
import type { FlowId, JobId } from '../shared/ids.ts';
import type { OpenDialog } from './app.tsx';
import { NewJobDialog } from './features/new-job/index.ts';
import { KeysDialog } from './keys-dialog.tsx';

interface DialogsProps {
  opened: OpenDialog;
  /** The flow that a new job begins with. */
  flowId: FlowId | undefined;
  onClose: () => void;
  onQueued: (ids: readonly JobId[]) => void;
}

/** The dialogs of the whole window. */
export function Dialogs({ opened: wanted, flowId, onClose, onQueued }: DialogsProps) {
  // They come closed and open then: only so they know where the focus was and give it back.
  const [isMounted, setIsMounted] = useState(false);
  useEffect(() => setIsMounted(true), []);
  const opened = isMounted ? wanted : null;
  return (
    <>
      <NewJobDialog opened={opened === 'new-job'} flowId={flowId} onClose={onClose} onQueued={onQueued} />
      <KeysDialog opened={opened === 'keys'} onClose={onClose} />
    </>
  );
}
