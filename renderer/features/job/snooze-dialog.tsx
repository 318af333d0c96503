import { useState } from 'react';
import { toWire } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import { appClient } from '../../api/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatAbsolute } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { SnoozeChoices } from '../waits/index.ts';
import classes from './job-dialogs.module.css';

interface SnoozeDialogProps {
  id: JobId;
  opened: boolean;
  onClose: () => void;
}

/** Lets a waiting job wait until a time. */
export function SnoozeDialog({ id, opened, onClose }: SnoozeDialogProps) {
  const [fault, setFault] = useState<string | null>(null);
  const snooze = async (until: number): Promise<void> => {
    try {
      const { moved } = await appClient().call('jobs.snooze', { id, until });
      if (!moved) return setFault('Not snoozed: the job does not wait any more.');
      announce(`Job #${id} is snoozed until ${formatAbsolute(until)}`);
      onClose();
    } catch (error) {
      setFault(toWire(error).message);
    }
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={`Snooze job #${id}`} width={520}>
      <p className={classes.words}>It waits until then and keeps its place by that time.</p>
      <SnoozeChoices onChoose={(until) => void snooze(until)} />
      {fault !== null && (
        <p className={classes.fault} role="alert">
          {safeText(fault)}
        </p>
      )}
    </Dialog>
  );
}
