import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../../shared/clock.ts';
import { AppError, type Fault, toWire, type WireError } from '../../../shared/errors.ts';
import { type NumberedStep, numberedSteps } from '../../../shared/flow/numbered-steps.ts';
import { parseFlowText } from '../../../shared/flow/parse.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { FlowId, JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { CallInput, Client } from '../../../shared/ipc/define.ts';
import type { CsvRows } from './csv-rows.ts';
import { type EnqueueWish, NO_WISH, readWish, takenInputs, type WishFaults } from './enqueue-wish.ts';
import { type HowFaults, type HowWish, howPart, NO_HOW, readHow } from './how-wish.ts';
import {
  type FieldFaults,
  type FormValues,
  type InputSpecs,
  initialValues,
  placeFaults,
  toInputs,
  validateInputs,
} from './input-form.ts';
import { type KeyValueStore, loadInputs, saveInputs } from './remembered-inputs.ts';
import { rowColumns } from './row-columns.ts';
import { fileRows, pastedRows, sheetRows } from './table-rows.ts';

/** How rows become jobs: one each, or one that walks over all of them. */
export type RowsMode = NonNullable<CallInput<AppContract, 'jobs.enqueue'>['rowsMode']>;

/** A file of rows as it was read, or a pasted table. */
export interface RowsFile extends CsvRows {
  readonly name: string;
}

/** What became of a run: the jobs that were queued, and those that stood already and were left as they are. */
export interface Queued {
  readonly queued: readonly JobId[];
  readonly skipped: readonly JobId[];
}

export interface NewJobState {
  /** Null while the list is being read. */
  readonly flows: readonly FlowSummary[] | null;
  readonly loadError: WireError | null;
  readonly flow: FlowSummary | null;
  /** Columns that the chosen flow reads from rows; empty = it takes none. */
  readonly rowColumns: readonly string[];
  readonly values: FormValues;
  readonly rows: RowsFile | null;
  readonly rowsMode: RowsMode;
  readonly headed: boolean;
  readonly priority: number;
  readonly wish: EnqueueWish;
  /** Every step of the chosen flow. */
  readonly steps: readonly NumberedStep[];
  readonly how: HowWish;
  readonly fieldFaults: FieldFaults;
  readonly flowFault: string | null;
  readonly rowsFault: string | null;
  readonly wishFaults: WishFaults;
  readonly howFaults: HowFaults;
  /** What is wrong and has no field. */
  readonly otherFaults: readonly Fault[];
  readonly isSending: boolean;
}

export interface NewJobStore {
  readonly store: StoreApi<NewJobState>;
  /** Reads the flows; then chooses this one, or the only one there is. */
  load(flowId: FlowId | undefined): Promise<void>;
  chooseFlow(id: FlowId | null): Promise<void>;
  setValue(name: string, value: string | boolean): void;
  setRows(name: string, text: string): void;
  /** Reads the first sheet of an Excel workbook. */
  setSheet(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** A table as a spreadsheet copies it, or CSV. */
  pasteRows(text: string): void;
  clearRows(): void;
  set(part: Partial<Pick<NewJobState, 'headed' | 'priority' | 'rowsMode'>>): void;
  setWish(part: Partial<EnqueueWish>): void;
  setHow(part: Partial<HowWish>): void;
  /** Queues the jobs; null when something is wrong, which then stands at its field. */
  submit(): Promise<Queued | null>;
}

const NO_FAULTS = {
  fieldFaults: {},
  flowFault: null,
  rowsFault: null,
  wishFaults: {},
  howFaults: {},
  otherFaults: [],
};

const START: NewJobState = {
  flows: null,
  loadError: null,
  flow: null,
  rowColumns: [],
  values: {},
  rows: null,
  rowsMode: 'job_each',
  headed: false,
  priority: 0,
  wish: NO_WISH,
  steps: [],
  how: NO_HOW,
  ...NO_FAULTS,
  isSending: false,
};

interface Deps {
  readonly client: Client<AppContract>;
  readonly storage: KeyValueStore;
  readonly clock: Clock;
}

/** What the dialog holds while it is open: one store an opening. */
export function createNewJobStore({ client, storage, clock }: Deps): NewJobStore {
  const store = createStore<NewJobState>(() => START);
  const { getState, setState } = store;

  const chooseFlow = async (id: FlowId | null): Promise<void> => {
    const flow = getState().flows?.find((one) => one.id === id) ?? null;
    // The steps of another flow are others: what was chosen among them is chosen no more.
    const how = { ...getState().how, which: NO_HOW.which, step: NO_HOW.step, breakpoints: [] };
    const fresh = { flow, rowColumns: [], steps: [], how, ...NO_FAULTS };
    if (flow === null) return setState({ ...fresh, values: {} });
    const values = initialValues(flow.inputs, loadInputs(storage, flow.id));
    setState({ ...fresh, values, headed: !flow.headless });
    try {
      const { text } = await client.call('flows.get', { id: flow.id });
      if (getState().flow?.id === flow.id) setState({ rowColumns: rowColumns(text), steps: stepsOf(text) });
    } catch (error) {
      if (getState().flow?.id === flow.id) setState({ otherFaults: [asFault(error)] });
    }
  };

  return {
    store,
    chooseFlow,
    async load(flowId) {
      try {
        const { flows } = await client.call('flows.list', {});
        setState({ flows, loadError: null });
        const only = flows.length === 1 ? flows[0]?.id : undefined;
        const chosen = flowId ?? only;
        if (chosen !== undefined) await chooseFlow(chosen);
      } catch (error) {
        setState({ loadError: toWire(error) });
      }
    },
    setValue(name, value) {
      const { [name]: _mended, ...fieldFaults } = getState().fieldFaults;
      setState((state) => ({ values: { ...state.values, [name]: value }, fieldFaults }));
    },
    setRows: (name, text) => setState({ rows: { name, ...fileRows(name, text) }, rowsFault: null }),
    async setSheet(name, bytes) {
      try {
        const { cells } = await client.call('rows.readSheet', { bytes });
        setState({ rows: { name, ...sheetRows(cells) }, rowsFault: null });
      } catch (error) {
        setState({ rows: null, rowsFault: toWire(error).message });
      }
    },
    pasteRows: (text) =>
      setState(({ rowColumns: needed }) => ({
        rows: { name: 'Pasted table', ...pastedRows(text, needed) },
        rowsFault: null,
      })),
    clearRows: () => setState({ rows: null, rowsFault: null }),
    set: (part) => setState(part),
    setWish: (part) =>
      setState(({ wish, wishFaults }) => ({
        wish: { ...wish, ...part },
        wishFaults: withoutMended(wishFaults, part),
      })),
    setHow: (part) =>
      setState(({ how, howFaults }) => ({
        how: { ...how, ...part },
        howFaults: withoutMendedHow(howFaults, part),
      })),
    submit: () => submit({ client, storage, clock }, store),
  };
}

async function submit(
  { client, storage, clock }: Deps,
  store: StoreApi<NewJobState>,
): Promise<Queued | null> {
  const state = store.getState();
  if (state.isSending) return null;
  const faults = faultsOf(state, clock.now());
  store.setState({ ...NO_FAULTS, ...faults });
  if (state.flow === null || Object.keys(faults).length > 0) return null;

  store.setState({ isSending: true });
  try {
    const { ids, skipped } = await client.call('jobs.enqueue', toCall(state, state.flow, clock.now()));
    saveInputs(storage, state.flow.id, state.flow.inputs, state.values);
    return { queued: ids.filter((id) => !skipped.includes(id)), skipped };
  } catch (error) {
    store.setState(placeError(state.flow, error));
    return null;
  } finally {
    store.setState({ isSending: false });
  }
}

type Faults = Partial<
  Pick<NewJobState, 'fieldFaults' | 'flowFault' | 'rowsFault' | 'wishFaults' | 'howFaults'>
>;

/** Everything that is wrong, at once; an empty object when nothing is. */
function faultsOf(state: NewJobState, now: number): Faults {
  const { flow } = state;
  if (flow === null) return { flowFault: 'Choose the flow to run.' };
  const fieldFaults = validateInputs(typedSpecs(state, flow), state.values);
  const rowsFault = rowsFaultOf(state);
  const { faults: wishFaults } = readWish(state.wish, now);
  const { faults: howFaults } = readHow(state.how);
  return {
    ...(Object.keys(fieldFaults).length > 0 ? { fieldFaults } : {}),
    ...(rowsFault === null ? {} : { rowsFault }),
    ...(Object.keys(wishFaults).length > 0 ? { wishFaults } : {}),
    ...(Object.keys(howFaults).length > 0 ? { howFaults } : {}),
  };
}

/** None where the flow cannot be read: main says what is wrong with it. */
function stepsOf(text: string): readonly NumberedStep[] {
  const parsed = parseFlowText(text);
  return parsed.ok ? numberedSteps(parsed.flow.steps) : [];
}

function rowsFaultOf({ rowColumns: needed, rows }: NewJobState): string | null {
  if (needed.length === 0) return null;
  if (rows === null) return 'This flow runs once for each row: choose a file or paste a table.';
  if (rows.faults.length > 0) return 'Mend the table and give it again.';
  const absent = needed.filter((name) => !rows.columns.includes(name));
  if (absent.length === 0) return null;
  return `The flow reads ${absent.map((name) => `“${name}”`).join(', ')}, which the table does not have.`;
}

/** The inputs that a person types: not those that come from the job before. */
function typedSpecs({ wish }: NewJobState, flow: FlowSummary): InputSpecs {
  const taken = takenInputs(wish);
  return Object.fromEntries(Object.entries(flow.inputs).filter(([name]) => !taken.has(name)));
}

/** A part that is typed anew is not wrong any more; with the jobs to come after, what is taken from them changes too. */
function withoutMended(faults: WishFaults, part: Partial<EnqueueWish>): WishFaults {
  const { when, key, after, takes } = faults;
  return {
    ...(when === undefined || 'when' in part ? {} : { when }),
    ...(key === undefined || 'key' in part ? {} : { key }),
    ...(after === undefined || 'after' in part || 'needs' in part ? {} : { after }),
    ...(takes === undefined || 'takes' in part || 'after' in part ? {} : { takes }),
  };
}

function withoutMendedHow(faults: HowFaults, part: Partial<HowWish>): HowFaults {
  const { step, breakpoints, slowMs, holdMinutes } = faults;
  return {
    ...(step === undefined || 'step' in part || 'which' in part ? {} : { step }),
    ...(breakpoints === undefined || 'breakpoints' in part ? {} : { breakpoints }),
    ...(slowMs === undefined || 'slowMs' in part ? {} : { slowMs }),
    ...(holdMinutes === undefined || 'holdMinutes' in part || 'hold' in part ? {} : { holdMinutes }),
  };
}

function toCall(state: NewJobState, flow: FlowSummary, now: number): CallInput<AppContract, 'jobs.enqueue'> {
  const call: CallInput<AppContract, 'jobs.enqueue'> = {
    flowId: flow.id,
    inputs: toInputs(typedSpecs(state, flow), state.values),
    priority: state.priority,
    ...readWish(state.wish, now).extra,
  };
  if (state.rowColumns.length > 0 && state.rows !== null) {
    call.rows = [...state.rows.rows];
    if (state.rowsMode === 'job') call.rowsMode = 'job';
  }
  if (state.headed === flow.headless) call.headed = state.headed;
  const { run } = readHow(state.how);
  if (run !== undefined) call.run = run;
  return call;
}

function placeError(flow: FlowSummary, error: unknown): Partial<NewJobState> {
  if (!(error instanceof AppError) || error.faults.length === 0) return { otherFaults: [asFault(error)] };
  const { fields, others } = placeFaults(flow.inputs, error.faults);
  const wishFaults: WishFaults = {};
  const howFaults: HowFaults = {};
  const rest = others.filter((fault) => {
    const part = wishPart(fault.path);
    const how = howPart(fault.path);
    if (part !== null) wishFaults[part] = fault.message;
    if (how !== null) howFaults[how] = fault.message;
    return part === null && how === null;
  });
  return { fieldFaults: fields, wishFaults, howFaults, otherFaults: rest };
}

/** `key.text`, `after[0].takes.url`, `after`, `runAt`: the field where a fault of the wish stands. */
function wishPart(path: string): keyof WishFaults | null {
  if (/^after\b.*\btakes\b/.test(path)) return 'takes';
  const part = /^(runAt|key|after)\b/.exec(path)?.[1];
  if (part === 'runAt') return 'when';
  return part === 'key' || part === 'after' ? part : null;
}

function asFault(error: unknown): Fault {
  return { path: '', message: toWire(error).message };
}
