import { createStore, type StoreApi } from 'zustand/vanilla';
import { toWire, type WireError } from '../../../shared/errors.ts';
import type { FlowId, JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { Dataset, DatasetRun, ResultsLook } from '../../../shared/ipc/results-calls.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { LookPages } from './look-pages.ts';

/** What the person wants to see; what is absent is chosen: the newest dataset, its newest run. */
export interface Wanted {
  readonly dataset?: string | undefined;
  readonly flowId?: FlowId | undefined;
  readonly jobId?: JobId | undefined;
  readonly against?: JobId | undefined;
  readonly all?: boolean | undefined;
}

export interface ResultsState {
  /** Null until read. */
  readonly datasets: readonly Dataset[] | null;
  readonly lookedThrough: number;
  readonly furtherDatasets: JobId | null;
  readonly datasetsError: WireError | null;
  readonly search: string;
  readonly chosen: Dataset | null;
  readonly runs: readonly DatasetRun[] | null;
  readonly olderRuns: JobId | null;
  readonly runsError: WireError | null;
  /** The rows that are looked at. */
  readonly pages: LookPages | null;
  /** Rows came since they were read. */
  readonly hasNews: boolean;
}

export interface ResultsStore {
  readonly store: StoreApi<ResultsState>;
  /** Goes to what is wanted, reading what is not there yet. */
  open(wanted: Wanted): Promise<void>;
  lookFurther(): Promise<void>;
  readOlderRuns(): Promise<void>;
  setSearch(text: string): void;
  /** Looks at the same rows in another way. */
  change(change: Partial<Pick<ResultsLook, 'filter' | 'sort' | 'show' | 'unique' | 'key'>>): void;
  /** Reads everything anew, with what came meanwhile. */
  refresh(): Promise<void>;
  /** Hears of a job that changed. */
  jobChanged(job: JobSummary): void;
}

const EMPTY: ResultsState = {
  datasets: null,
  lookedThrough: 0,
  furtherDatasets: null,
  datasetsError: null,
  search: '',
  chosen: null,
  runs: null,
  olderRuns: null,
  runsError: null,
  pages: null,
  hasNews: false,
};

/** The datasets, the runs of the chosen one, and the rows that are looked at. */
export function createResultsStore(client: Client<AppContract>): ResultsStore {
  const store = createStore<ResultsState>(() => EMPTY);
  const { getState, setState } = store;
  let wanted: Wanted = {};
  let stamp = 0;

  const readDatasets = async (before?: JobId): Promise<void> => {
    try {
      const found = await client.call('results.datasets', before === undefined ? {} : { before });
      setState((now) => ({
        datasets: before === undefined ? found.datasets : joined(now.datasets ?? [], found.datasets),
        lookedThrough: (before === undefined ? 0 : now.lookedThrough) + found.lookedThrough,
        furtherDatasets: found.next,
        datasetsError: null,
      }));
    } catch (error) {
      setState({ datasetsError: toWire(error) });
    }
  };

  const readRuns = async (of: Dataset, before?: JobId): Promise<void> => {
    const input = { flowId: of.flowId, dataset: of.name, ...(before === undefined ? {} : { before }) };
    try {
      const { runs, next } = await client.call('results.runs', input);
      if (!isSame(getState().chosen, of)) return;
      setState((now) => ({
        runs: before === undefined ? runs : [...(now.runs ?? []), ...runs],
        olderRuns: next,
        runsError: null,
      }));
    } catch (error) {
      if (isSame(getState().chosen, of)) setState({ runsError: toWire(error) });
    }
  };

  const look = (change: Partial<ResultsLook> = {}): void => {
    const { chosen, runs, pages } = getState();
    if (chosen === null || runs === null) return;
    const jobId = wanted.all === true ? null : (wanted.jobId ?? runs[0]?.job.id ?? chosen.jobId);
    const against = jobId === null || wanted.against === jobId ? null : (wanted.against ?? null);
    const isSameTable =
      pages !== null && pages.look.flowId === chosen.flowId && pages.look.dataset === chosen.name;
    const before = isSameTable
      ? pages.look
      : { key: null, unique: [], filter: '', sort: null, show: 'all' as const };
    const next: ResultsLook = {
      flowId: chosen.flowId,
      dataset: chosen.name,
      jobId,
      against,
      key: before.key,
      unique: against === null ? before.unique : [],
      filter: before.filter,
      sort: before.sort,
      show: fitting(before.show, against, jobId),
      stamp,
      ...change,
    };
    if (pages !== null && JSON.stringify(pages.look) === JSON.stringify(next)) return;
    const read = new LookPages(client, next, isSameTable ? pages.snapshot().summary : null);
    setState({ pages: read });
    void read.need(0, 1);
  };

  return {
    store,
    async open(next) {
      wanted = next;
      if (getState().datasets === null) await readDatasets();
      const chosen = choose(getState().datasets ?? [], wanted);
      if (chosen === null) return setState({ chosen, runs: null, pages: null });
      if (!isSame(getState().chosen, chosen)) {
        setState({ chosen, runs: null, olderRuns: null, runsError: null, hasNews: false });
        await readRuns(chosen);
      }
      if (isSame(getState().chosen, chosen)) look();
    },
    async lookFurther() {
      const { furtherDatasets } = getState();
      if (furtherDatasets !== null) await readDatasets(furtherDatasets);
    },
    async readOlderRuns() {
      const { chosen, olderRuns } = getState();
      if (chosen !== null && olderRuns !== null) await readRuns(chosen, olderRuns);
    },
    setSearch: (search) => setState({ search }),
    change: look,
    async refresh() {
      stamp += 1;
      setState({ hasNews: false });
      const { chosen } = getState();
      await readDatasets();
      if (chosen !== null) await readRuns(chosen);
      if (chosen === null) await this.open(wanted);
      else look();
    },
    jobChanged(job) {
      const { chosen, runs, datasets } = getState();
      if (job.rowCount === 0) return;
      if (datasets !== null && datasets.length === 0) return setState({ hasNews: true });
      if (chosen === null || job.flowId !== chosen.flowId || runs === null) return;
      const known = runs.find((run) => run.job.id === job.id);
      const isNew = known === undefined && job.id > (runs[0]?.job.id ?? 0);
      const isOther =
        known !== undefined &&
        (known.job.rowCount !== job.rowCount || known.job.failedRows !== job.failedRows);
      if (isNew || isOther) setState({ hasNews: true });
    },
  };
}

/** What does not exist without a comparison, or without a run, is not shown. */
function fitting(show: ResultsLook['show'], against: JobId | null, jobId: JobId | null): ResultsLook['show'] {
  const needsOther = show === 'changed' || show === 'added' || show === 'removed';
  return (needsOther && against === null) || (show === 'failed' && jobId === null) ? 'all' : show;
}

/** The dataset that is meant; one that the list does not reach is made of what is known of it. */
function choose(datasets: readonly Dataset[], { dataset, flowId, jobId }: Wanted): Dataset | null {
  if (dataset === undefined) return datasets[0] ?? null;
  const named = datasets.filter(({ name }) => name === dataset);
  const found = flowId === undefined ? named[0] : named.find((one) => one.flowId === flowId);
  if (found !== undefined) return found;
  if (flowId === undefined || jobId === undefined) return datasets[0] ?? null;
  return { flowId, flowName: '', name: dataset, jobId, at: 0, rows: 0 };
}

function isSame(a: Dataset | null, b: Dataset): boolean {
  return a !== null && a.flowId === b.flowId && a.name === b.name;
}

function joined(known: readonly Dataset[], more: readonly Dataset[]): Dataset[] {
  return [...known, ...more.filter((one) => !known.some((other) => isSame(other, one)))];
}
