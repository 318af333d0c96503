import { createStore, type StoreApi } from 'zustand/vanilla';
import { toWire, type WireError } from '../../../shared/errors.ts';
import type { CandidateHealth } from '../../../shared/flow/health.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { Candidate } from '../../../shared/flow/target.ts';
import type { FlowId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { FlowLimits } from '../../../shared/job/demands.ts';
import { plural } from '../../ui/format.ts';
import { type PageFault, pageFault } from '../../ui/page-fault.ts';

export interface FlowsState {
  /** Null while the list is being read for the first time. */
  readonly flows: readonly FlowSummary[] | null;
  readonly listError: WireError | null;
  readonly chosen: FlowId | null;
  /** The text of the chosen flow; null while it is being read. */
  readonly text: string | null;
  readonly textError: WireError | null;
  /** How the candidates of the chosen flow's targets did. */
  readonly health: readonly CandidateHealth[];
  /** Why the chosen flow's limits could not be changed. */
  readonly limitsFault: PageFault | null;
}

export interface FlowsStore {
  readonly store: StoreApi<FlowsState>;
  /** Reads the list, and `toShow` or the chosen flow again; the first flow is chosen when none is. */
  load(toShow?: FlowId): Promise<void>;
  choose(id: FlowId): Promise<void>;
  /** Pauses or resumes a flow, or says how many of its jobs may run at once. The order of the list stays. */
  setLimits(id: FlowId, limits: Partial<FlowLimits>): Promise<void>;
  /** Puts a candidate in front of its target, as the next version; how to undo that is told to `tellMended`. */
  promote(id: FlowId, wish: Promotion): Promise<void>;
  dismissFault(): void;
  /** Reads the list again when a job of a flow appears that is not in it; the function given back ends that. */
  follow(): () => void;
}

/** A candidate that is to stand in front of a target of a step. */
export interface Promotion {
  readonly step: string;
  readonly at: string;
  readonly candidate: Candidate;
}

/** Says that the flow has a new version now, and how that is undone. */
export type TellMended = (version: number, undo: () => void) => void;

/**
 * The saved flows, newest change first, and the one that is looked at.
 * @param announce reads one sentence aloud
 */
export function createFlowsStore(
  client: Client<AppContract>,
  announce: (sentence: string) => void = () => undefined,
  tellMended: TellMended = () => undefined,
): FlowsStore {
  const store = createStore<FlowsState>(() => ({
    flows: null,
    listError: null,
    chosen: null,
    text: null,
    textError: null,
    health: [],
    limitsFault: null,
  }));
  const { getState, setState } = store;

  const readText = async (id: FlowId): Promise<void> => {
    try {
      const { text } = await client.call('flows.get', { id });
      if (getState().chosen === id) setState({ text, textError: null });
    } catch (error) {
      if (getState().chosen === id) setState({ textError: toWire(error) });
    }
  };
  const readHealth = async (id: FlowId): Promise<void> => {
    // The steps can be read without it.
    const health = await client.call('flows.health', { id }).then(
      ({ candidates }) => candidates,
      () => [],
    );
    if (getState().chosen === id) setState({ health });
  };
  const choose = async (id: FlowId): Promise<void> => {
    if (getState().chosen !== id)
      setState({ chosen: id, text: null, textError: null, health: [], limitsFault: null });
    // The steps are shown as soon as they are there.
    void readHealth(id);
    await readText(id);
  };
  const load = async (toShow?: FlowId): Promise<void> => {
    try {
      const { flows } = await client.call('flows.list', {});
      const sorted = [...flows].sort(byKindAndTime);
      setState({ flows: sorted, listError: null });
      const known = sorted.find((flow) => flow.id === (toShow ?? getState().chosen)) ?? sorted[0];
      if (known === undefined) setState({ chosen: null, text: null });
      else await choose(known.id);
    } catch (error) {
      setState({ listError: toWire(error) });
    }
  };
  const setLimits = async (id: FlowId, limits: Partial<FlowLimits>): Promise<void> => {
    setState({ limitsFault: null });
    try {
      const { flow } = await client.call('flows.setLimits', { id, limits });
      setState(({ flows }) => ({ flows: flows?.map((one) => (one.id === id ? flow : one)) ?? null }));
      if (limits.paused !== undefined) announce(flow.paused ? 'The flow is paused' : 'The flow runs again');
      else announce(limitWords(flow.maxRunning));
    } catch (error) {
      if (getState().chosen === id) setState({ limitsFault: pageFault(faultTitle(limits), error) });
    }
  };
  const promote = async (id: FlowId, wish: Promotion): Promise<void> => {
    setState({ limitsFault: null });
    const version = getState().flows?.find((flow) => flow.id === id)?.version;
    if (version === undefined) return;
    const undo = async (newest: number, before: number): Promise<void> => {
      try {
        await client.call('flows.restore', { id, version: before, newest });
        await load(id);
      } catch (error) {
        setState({ limitsFault: pageFault('The version before could not be had back', error) });
      }
    };
    try {
      const { flow, before } = await client.call('flows.useCandidate', { id, version, ...wish });
      tellMended(flow.version, () => void undo(flow.version, before));
      await load(id);
    } catch (error) {
      setState({ limitsFault: pageFault('The candidate could not be moved', error) });
    }
  };
  // A flow that the list leaves out even when read again is not asked for with every change of its jobs.
  const askedFor = new Set<FlowId>();
  const isNew = (id: FlowId): boolean => {
    const { flows } = getState();
    if (flows === null || askedFor.has(id) || flows.some((flow) => flow.id === id)) return false;
    askedFor.add(id);
    return true;
  };
  return {
    store,
    choose,
    load,
    setLimits,
    promote,
    dismissFault: () => setState({ limitsFault: null }),
    follow() {
      return client.subscribe('jobs.changed', {}, async ({ items }) => {
        const fresh = items.filter(({ flowId }) => isNew(flowId));
        if (fresh.length > 0) await load();
      });
    },
  };
}

/** `At most 3 jobs of the flow at once` */
function limitWords(maxRunning: number | null): string {
  if (maxRunning === null) return 'The flow has no limit of its own';
  return `At most ${plural(maxRunning, 'job')} of the flow at once`;
}

function faultTitle({ paused }: Partial<FlowLimits>): string {
  if (paused === undefined) return 'The limit could not be changed';
  return paused ? 'The flow could not be paused' : 'The flow could not be resumed';
}

/** A person's own flows before the examples; within, what was changed last comes first. */
function byKindAndTime(a: FlowSummary, b: FlowSummary): number {
  return (
    Number(a.isExample) - Number(b.isExample) || b.updatedAt - a.updatedAt || a.name.localeCompare(b.name)
  );
}
