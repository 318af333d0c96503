import { TextInput } from '@mantine/core';
import { IconCheck, IconRefresh } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { faultLine } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import { appClient } from '../../api/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { focusFirstFault, useRunKey } from '../../ui/dialog-keys.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { FIELD_LOOKS, InputField } from '../new-job/index.ts';
import { modeOf } from './change-form.ts';
import { type ChangeState, type ChangeStore, createChangeStore } from './change-store.ts';
import classes from './job-dialogs.module.css';

interface ChangeDialogProps {
  id: JobId;
  opened: boolean;
  onClose: () => void;
}

/** Edits a job that waits, or retries one that has ended with other inputs. Ctrl+Enter does it. */
export function ChangeDialog({ id, opened, onClose }: ChangeDialogProps) {
  const [change] = useState(() => createChangeStore(appClient(), id));
  const state = useStore(change.store);
  useEffect(() => change.start(), [change]);
  const body = useRef<HTMLDivElement>(null);
  const run = useCallback(async (): Promise<void> => {
    if (await change.submit()) onClose();
    else focusFirstFault(body.current);
  }, [change, onClose]);
  useRunKey(opened, run);
  const isRetry = state.job !== null && modeOf(state.job) === 'retry';

  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={isRetry ? `Retry job #${id} with changes` : `Edit job #${id}`}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            icon={isRetry ? <IconRefresh size={16} stroke={1.5} /> : <IconCheck size={16} stroke={1.5} />}
            hotkey="Ctrl ↵"
            offReason={whyOff(state)}
            onClick={() => void run()}
          >
            {isRetry ? 'Retry' : 'Save'}
          </Button>
        </>
      }
    >
      <div ref={body} className={classes.form}>
        <ChangeForm change={change} state={state} />
      </div>
    </Dialog>
  );
}

function whyOff({ job, isSending }: ChangeState): string | undefined {
  if (job === null) return 'The job is being read.';
  if (isSending) return 'It is being saved.';
  return modeOf(job) === 'none' ? 'The job runs now.' : undefined;
}

function ChangeForm({ change, state }: { change: ChangeStore; state: ChangeState }) {
  const { job, loadError, note, otherFaults } = state;
  if (loadError !== null) {
    return (
      <ErrorPanel
        title="The job could not be read"
        detail={loadError.message}
        onRetry={() => void change.load()}
      />
    );
  }
  if (job === null) return null;
  const inputs = Object.entries(state.specs);
  return (
    <>
      {note !== null && (
        <p className={classes.note} role="alert">
          {note}
        </p>
      )}
      {otherFaults.length > 0 && (
        <ErrorPanel title="Nothing was changed" detail={otherFaults.map(faultLine).join('\n')} />
      )}
      {inputs.length === 0 && <p className={classes.none}>This flow asks for no inputs.</p>}
      {inputs.map(([name, spec]) => (
        <InputField
          key={name}
          name={name}
          spec={spec}
          value={state.values[name]}
          fault={state.fieldFaults[name]}
          onChange={(value) => change.setValue(name, value)}
        />
      ))}
      {modeOf(job) !== 'retry' && (
        <TextInput
          size="xs"
          classNames={FIELD_LOOKS}
          type="number"
          min={-100}
          max={100}
          label="Priority"
          description="One point is worth one minute of waiting; a higher number is taken sooner."
          error={state.priorityFault}
          value={state.priority}
          onChange={(event) => change.setPriority(event.currentTarget.value)}
        />
      )}
    </>
  );
}
