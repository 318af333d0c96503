import { Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { systemClock } from '../../../shared/clock.ts';
import { faultLine } from '../../../shared/errors.ts';
import type { InputSpec } from '../../../shared/flow/input.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { FlowId, JobId } from '../../../shared/ids.ts';
import { appClient } from '../../api/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { focusFirstFault, useFocusBack, useRunKey } from '../../ui/dialog-keys.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { plural } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import './mantine-fields.ts';
import { takenInputs } from './enqueue-wish.ts';
import { SELECT_LOOKS } from './field-looks.ts';
import { HowItRuns } from './how-it-runs.tsx';
import { InputField } from './input-field.tsx';
import { MoreSettings } from './more-settings.tsx';
import classes from './new-job.module.css';
import { RowsField } from './rows-field.tsx';
import { RunSettings } from './run-settings.tsx';
import { SkippedJobs } from './skipped-jobs.tsx';
import { createNewJobStore, type NewJobState, type NewJobStore, type Queued } from './store.ts';

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
  const [told, setTold] = useState<Queued | null>(null);
  const close = useCallback((): void => {
    setTold(null);
    onClose();
  }, [onClose]);
  const run = useCallback(async (): Promise<void> => {
    const result = await form.submit();
    if (result === null) return focusFirstFault(body.current);
    if (result.skipped.length > 0) return setTold(result);
    if (onQueued === undefined) tellQueued(form.store.getState().flow, result.queued);
    else onQueued(result.queued);
    close();
  }, [form, onQueued, close]);
  useRunKey(opened && told === null, run);
  useFocusBack();
  /** What opens the one job that was queued opens this one too. */
  const open = (id: JobId): void => {
    onQueued?.([id]);
    close();
  };

  return (
    <Dialog
      opened={opened}
      onClose={close}
      title="New job"
      width={560}
      footer={
        told === null ? (
          <RunButtons state={state} onClose={close} onRun={run} />
        ) : (
          <Button onClick={close}>Close</Button>
        )
      }
    >
      {told === null ? (
        <div ref={body} className={classes.form}>
          <NewJobForm form={form} state={state} onRetry={() => void form.load(flowId)} />
        </div>
      ) : (
        <SkippedJobs result={told} onOpen={onQueued === undefined ? undefined : open} />
      )}
    </Dialog>
  );
}

interface RunButtonsProps {
  state: NewJobState;
  onClose: () => void;
  onRun: () => Promise<void>;
}

function RunButtons({ state, onClose, onRun }: RunButtonsProps) {
  return (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button
        variant="primary"
        icon={<IconPlayerPlay size={16} stroke={1.5} />}
        hotkey="Ctrl ↵"
        offReason={state.isSending ? 'The job is being queued.' : undefined}
        onClick={() => void onRun()}
      >
        {runWords(state)}
      </Button>
    </>
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

function runWords({ rowColumns, rows, rowsMode }: NewJobState): string {
  const count = rowColumns.length > 0 ? (rows?.rows.length ?? 0) : 0;
  if (count > 0 && rowsMode === 'job') return `Run over ${plural(count, 'row')}`;
  return count > 1 ? `Run ${plural(count, 'job')}` : 'Run';
}

function tellQueued(flow: FlowSummary | null, ids: readonly JobId[]): void {
  const name = safeText(flow?.name ?? '', 80);
  const first = ids[0];
  notifications.show({
    message:
      ids.length === 1 ? `${name} is queued as #${first}` : `${name}: ${plural(ids.length, 'job')} queued`,
  });
}

interface NewJobFormProps {
  form: NewJobStore;
  state: NewJobState;
  onRetry: () => void;
}

function NewJobForm({ form, state, onRetry }: NewJobFormProps) {
  const { flow } = state;
  const taken = takenInputs(state.wish);
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
              spec={taken.has(name) ? takenSpec(spec) : spec}
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
              mode={state.rowsMode}
              onMode={(rowsMode) => form.set({ rowsMode })}
              onSheet={(name, bytes) => void form.setSheet(name, bytes)}
              onPaste={form.pasteRows}
              onFile={form.setRows}
              onClear={form.clearRows}
            />
          )}
        </>
      )}
      <RunSettings state={state} onSet={form.set} onWish={form.setWish} />
      <HowItRuns
        key={flow?.id}
        how={state.how}
        faults={state.howFaults}
        steps={state.steps}
        onHow={form.setHow}
      />
      <MoreSettings
        wish={state.wish}
        faults={state.wishFaults}
        inputs={Object.keys(flow?.inputs ?? {})}
        column={state.rowColumns[0] ?? null}
        onWish={form.setWish}
      />
    </>
  );
}

/** The field stays where it is, so that nothing moves; what stands in it does not count. */
function takenSpec(spec: InputSpec): InputSpec {
  return { ...spec, required: false, description: 'Comes from the results of the job before.' };
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
