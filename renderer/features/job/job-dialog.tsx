import { lazy, Suspense, useEffect, useState } from 'react';
import { useFocusBack } from '../../ui/dialog-keys.ts';
import type { JobWish } from './job-wish.ts';
import { SnoozeDialog } from './snooze-dialog.tsx';

const ChangeDialog = lazy(async () => ({ default: (await import('./change-dialog.tsx')).ChangeDialog }));

interface JobDialogProps {
  wish: JobWish;
  /** The dialog is done with and can be taken away. */
  onClose: () => void;
}

/** The dialog of one wish. It comes closed and opens then: only so it knows where the focus was and gives it back. */
export function JobDialog({ wish: { kind, id }, onClose }: JobDialogProps) {
  const [opened, setOpened] = useState(false);
  useEffect(() => setOpened(true), []);
  useFocusBack();
  if (kind === 'snooze') return <SnoozeDialog id={id} opened={opened} onClose={onClose} />;
  return (
    <Suspense fallback={null}>
      <ChangeDialog id={id} opened={opened} onClose={onClose} />
    </Suspense>
  );
}
