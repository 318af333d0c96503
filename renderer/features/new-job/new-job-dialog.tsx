import { Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { systemClock } from '../../../shared/clock.ts';
import { faultLine } from '../../../shared/errors.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { FlowId, JobId } from '../../../shared/ids.ts';
import { appClient } from '../../api/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { plural } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import './mantine-fields.ts';
import { SELECT_LOOKS } from './field-looks.ts';
import { InputField } from './input-field.tsx';
import classes from './new-job.module.css';
import { RowsField } from './rows-field.tsx';
import { RunSettings } from './run-settings.tsx';
import { createNewJobStore, type NewJobState, type NewJobStore } from './store.ts';

interface NewJobDialogProps {
  opened: boolean;
  onClose: () => void;
  /** The flow that is chosen at first. */
  flowId?: FlowId | undefined;
  /** Hears of the queued jobs; without it a short notice says that they were queued. */
  onQueued?: ((ids: readonly JobId[]) => void) | undefined;
}

/** Picks a flow, asks for its inputs and rows, and queues it. Ctrl+Enter runs. */
export function NewJobDialog({ opened, onClose, flowId, onQueued }: NewJobDialogProps) {
  const form = useFreshForm(opened);
  const state = useStore(form.store);
  useEffect(() => {
    if (opened) void form.load(flowId);
  }, [opened, form, flowId]);

  const body = useRef<HTMLDivElement>(null);
  const run = useCallback(async (): Promise<void> => {
    const ids = await form.submit();
    if (ids === null) return focusFirstFault(body.current);
    if (onQueued === undefined) tellQueued(form.store.getState().flow, ids);
    else onQueued(ids);
    onClose();
  }, [form, onQueued, onClose]);
  useRunKey(opened, run);
  useFocusBack();

  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title="New job"
      width={560}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            icon={<IconPlayerPlay size={16} stroke={1.5} />}
            hotkey="Ctrl ↵"
            offReason={state.isSending ? 'The job is being queued.' : undefined}
            onClick={() => void run()}
          >
            {runWords(state)}
          </Button>
        </>
      }
    >
      <div ref={body} className={classes.form}>
        <NewJobForm form={form} state={state} onRetry={() => void form.load(flowId)} />
      </div>
    </Dialog>
  );
}

/** Every opening begins anew; while the dialog fades away it still shows the form that it had. */
function useFreshForm(opened: boolean): NewJobStore {
  const [wasOpened, setWasOpened] = useState(opened);
  const [form, setForm] = useState(makeForm);
  if (opened !== wasOpened) {
    setWasOpened(opened);
    if (opened) setForm(makeForm());
  }
  return form;
}

function makeForm(): NewJobStore {
  return createNewJobStore({ client: appClient(), storage: localStorage, clock: systemClock });
}

function runWords({ rowColumns, rows }: NewJobState): string {
  const count = rowColumns.length > 0 ? (rows?.rows.length ?? 0) : 0;
  return count > 1 ? `Run ${plural(count, 'job')}` : 'Run';
}

/** After a refused run the keyboard stands where something is wrong. */
function focusFirstFault(body: HTMLElement | null): void {
  requestAnimationFrame(() => {
    body?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]:is(button)')?.focus();
  });
}

function tellQueued(flow: FlowSummary | null, ids: readonly JobId[]): void {
  const name = safeText(flow?.name ?? '', 80);
  const first = ids[0];
  notifications.show({
    message:
      ids.length === 1 ? `${name} is queued as #${first}` : `${name}: ${plural(ids.length, 'job')} queued`,
  });
}

/** A dialog that is taken away while it is open gives the focus back, as one that is closed does. */
function useFocusBack(): void {
  useEffect(() => {
    const cameFrom = document.activeElement;
    return () => {
      const active = document.activeElement;
      const isLost =
        active === null || active === document.body || active.closest('[role="dialog"]') !== null;
      if (isLost && cameFrom instanceof HTMLElement) cameFrom.focus();
    };
  }, []);
}

function useRunKey(opened: boolean, run: () => Promise<void>): void {
  useEffect(() => {
    if (!opened) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      void run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [opened, run]);
}

interface NewJobFormProps {
  form: NewJobStore;
  state: NewJobState;
  onRetry: () => void;
}

function NewJobForm({ form, state, onRetry }: NewJobFormProps) {
  const { flow } = state;
  if (state.loadError !== null) {
    return (
      <ErrorPanel title="The flows could not be read" detail={state.loadError.message} onRetry={onRetry} />
    );
  }
  return (
    <>
      {state.otherFaults.length > 0 && (
        <ErrorPanel title="The job was not queued" detail={state.otherFaults.map(faultLine).join('\n')} />
      )}
      <FlowField state={state} onChoose={(id) => void form.chooseFlow(id)} />
      {flow !== null && (
        <>
          {Object.entries(flow.inputs).map(([name, spec]) => (
            <InputField
              key={`${flow.id} ${name}`}
              name={name}
              spec={spec}
              value={state.values[name]}
              fault={state.fieldFaults[name]}
              onChange={(value) => form.setValue(name, value)}
            />
          ))}
          {state.rowColumns.length > 0 && (
            <RowsField
              needed={state.rowColumns}
              rows={state.rows}
              fault={state.rowsFault}
              onFile={form.setRows}
              onClear={form.clearRows}
            />
          )}
        </>
      )}
      <RunSettings state={state} onSet={form.set} />
    </>
  );
}

function FlowField({ state, onChoose }: { state: NewJobState; onChoose: (id: FlowId | null) => void }) {
  const flows = state.flows ?? [];
  const description = state.flow?.description ?? '';
  return (
    <Select
      size="xs"
      classNames={SELECT_LOOKS}
      label="Flow"
      withAsterisk
      searchable
      placeholder={state.flows === null ? '' : 'Choose a flow'}
      nothingFoundMessage="No flow matches"
      error={state.flowFault}
      description={description === '' ? undefined : <bdi>{safeText(description, 400)}</bdi>}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      comboboxProps={{ transitionProps: { transition: 'fade', duration: 100 } }}
      data={flows.map((flow) => ({ value: String(flow.id), label: safeText(flow.name, 120) }))}
      value={state.flow === null ? null : String(state.flow.id)}
      onChange={(value) => onChoose(flows.find((flow) => String(flow.id) === value)?.id ?? null)}
    />
  );
}
