import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError, type Fault, toWire, type WireError } from '../../../shared/errors.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { FlowId, JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import { type JobDetail, type JobSummary, Priority } from '../../../shared/job/schema.ts';
import {
  type FieldFaults,
  type FormValues,
  type InputSpecs,
  placeFaults,
  validateInputs,
} from '../new-job/input-form.ts';
import {
  type ChangeMode,
  changedInputs,
  changeNote,
  changeSpecs,
  changeValues,
  modeOf,
} from './change-form.ts';

export interface ChangeState {
  /** Null until read. */
  readonly job: JobSummary | null;
  readonly loadError: WireError | null;
  /** What the job let a change become when it was read. */
  readonly meant: ChangeMode;
  readonly specs: InputSpecs;
  /** The inputs as they were read, secrets masked. */
  readonly inputs: JobDetail['inputs'];
  readonly values: FormValues;
  /** As it was typed. */
  readonly priority: string;
  readonly fieldFaults: FieldFaults;
  readonly priorityFault: string | null;
  /** What is wrong and has no field. */
  readonly otherFaults: readonly Fault[];
  /** The job moved on meanwhile: what that means for what was typed. */
  readonly note: string | null;
  readonly isSending: boolean;
}

export interface ChangeStore {
  readonly store: StoreApi<ChangeState>;
  /** Reads the job and follows it; the function given back ends that. */
  start(): () => void;
  load(): Promise<void>;
  setValue(name: string, value: string | boolean): void;
  setPriority(text: string): void;
  /** Saves what differs, or retries with it; true when that is done. */
  submit(): Promise<boolean>;
}

const NO_FAULTS = { fieldFaults: {}, priorityFault: null, otherFaults: [] } as const;

const START: ChangeState = {
  job: null,
  loadError: null,
  meant: 'none',
  specs: {},
  inputs: {},
  values: {},
  priority: '0',
  ...NO_FAULTS,
  note: null,
  isSending: false,
};

/** A change of one job while its dialog is open. It follows the job: what was typed is never lost when the job moves on. */
export function createChangeStore(client: Client<AppContract>, id: JobId): ChangeStore {
  const store = createStore<ChangeState>(() => START);
  const { getState, setState } = store;

  const follow = (job: JobSummary): void => {
    const { job: known, meant } = getState();
    if (known !== null && known.rev < job.rev) setState({ job, note: changeNote(meant, job) });
  };
  const load = async (): Promise<void> => {
    try {
      const detail = await client.call('jobs.get', { id });
      const specs = changeSpecs(detail, await readFlow(client, detail.job.flowId));
      setState({
        job: detail.job,
        loadError: null,
        meant: modeOf(detail.job),
        specs,
        inputs: detail.inputs,
        values: changeValues(specs, detail.inputs),
        priority: String(detail.job.priority),
      });
    } catch (error) {
      setState({ loadError: toWire(error) });
    }
  };

  return {
    store,
    load,
    start() {
      void load();
      return client.subscribe('jobs.changed', {}, ({ items }) => {
        for (const job of items) if (job.id === id) follow(job);
      });
    },
    setValue(name, value) {
      const { [name]: _mended, ...fieldFaults } = getState().fieldFaults;
      setState((state) => ({ values: { ...state.values, [name]: value }, fieldFaults }));
    },
    setPriority: (priority) => setState({ priority, priorityFault: null }),
    submit: () => submit(client, id, store),
  };
}

/** Null when it could not be read: the values say enough to go on. */
async function readFlow(client: Client<AppContract>, id: FlowId): Promise<FlowSummary | null> {
  try {
    return (await client.call('flows.get', { id })).summary;
  } catch {
    return null;
  }
}

async function submit(
  client: Client<AppContract>,
  id: JobId,
  store: StoreApi<ChangeState>,
): Promise<boolean> {
  const state = store.getState();
  if (state.job === null || state.isSending) return false;
  const mode = modeOf(state.job);
  const faults = faultsOf(state, mode);
  store.setState({ ...NO_FAULTS, ...faults });
  if (mode === 'none' || Object.keys(faults).length > 0) return false;

  store.setState({ isSending: true });
  try {
    const isDone = mode === 'edit' ? await edit(client, id, state) : await retry(client, id, state);
    if (!isDone) await tellWhy(client, id, store);
    return isDone;
  } catch (error) {
    store.setState(placeError(state.specs, error));
    return false;
  } finally {
    store.setState({ isSending: false });
  }
}

async function edit(client: Client<AppContract>, id: JobId, state: ChangeState): Promise<boolean> {
  const inputs = changedInputs(state.specs, state.inputs, state.values);
  const priority = Number(state.priority);
  const change = {
    ...(Object.keys(inputs).length > 0 ? { inputs } : {}),
    ...(priority === state.job?.priority ? {} : { priority }),
  };
  if (Object.keys(change).length === 0) return true;
  return (await client.call('jobs.edit', { id, ...change })).edited;
}

async function retry(client: Client<AppContract>, id: JobId, state: ChangeState): Promise<boolean> {
  const inputs = changedInputs(state.specs, state.inputs, state.values);
  const change = Object.keys(inputs).length > 0 ? { inputs } : {};
  return (await client.call('jobs.retry', { id, ...change })).outcome === 'queued';
}

/** The job moved on before its change arrived: its present state says what can be done now. */
async function tellWhy(client: Client<AppContract>, id: JobId, store: StoreApi<ChangeState>): Promise<void> {
  const { job } = await client.call('jobs.get', { id });
  const note =
    changeNote(store.getState().meant, job) ??
    'The job moved on just then, and nothing was changed. Try again.';
  store.setState({ job, note });
}

type Faults = Partial<Pick<ChangeState, 'fieldFaults' | 'priorityFault'>>;

function faultsOf(state: ChangeState, mode: ChangeMode): Faults {
  const fieldFaults = validateInputs(state.specs, state.values);
  const isPriority = state.priority.trim() !== '' && Priority.safeParse(Number(state.priority)).success;
  return {
    ...(Object.keys(fieldFaults).length > 0 ? { fieldFaults } : {}),
    ...(mode === 'edit' && !isPriority ? { priorityFault: 'Write a whole number from -100 to 100.' } : {}),
  };
}

function placeError(specs: InputSpecs, error: unknown): Partial<ChangeState> {
  const faults = error instanceof AppError ? error.faults : [];
  if (faults.length === 0) return { otherFaults: [{ path: '', message: toWire(error).message }] };
  const { fields, others } = placeFaults(specs, faults);
  return { fieldFaults: fields, otherFaults: others };
}
