import { createStore, type StoreApi } from 'zustand';
import { toWire } from '../../../../shared/errors.ts';
import type { Candidate } from '../../../../shared/flow/target.ts';
import type { JobId } from '../../../../shared/ids.ts';
import type { AppContract } from '../../../../shared/ipc/contract.ts';
import type { Client } from '../../../../shared/ipc/define.ts';
import type { Mark } from '../../../../shared/live/live-view.ts';
import type { PickedList, Pointed, TrialPoint } from '../../../../shared/live/trial.ts';
import type { TargetTools } from '../forms/target-tools.ts';

/** What a person points at now: one element, or two that are alike. */
export type Picking = 'one' | 'first' | 'second' | null;

export interface Picks {
  readonly picking: Picking;
  /** What is under the pointer. */
  readonly pointed: Pointed | null;
  /** Frames around what a target finds. */
  readonly marks: readonly Mark[];
  readonly count: number | null;
  readonly fault: string | null;
}

export interface PickStore {
  readonly store: StoreApi<Picks>;
  readonly tools: TargetTools;
  /** The pointer is there; what is asked while an answer is on its way is asked after it, the newest alone. */
  point(at: TrialPoint): void;
  /** The person clicks there. */
  take(at: TrialPoint): Promise<void>;
  /** One of the candidates under the pointer is to stand first. */
  use(candidate: Candidate): void;
  /** The person thought better of it. */
  cancel(): void;
}

const NOTHING: Picks = { picking: null, pointed: null, marks: [], count: null, fault: null };

type ListResult = Awaited<ReturnType<TargetTools['pickList']>>;

/** Pointing at elements of a trial's page. */
export function createPickStore(client: Client<AppContract>, jobId: JobId): PickStore {
  const store = createStore<Picks>(() => NOTHING);
  let settleOne: ((candidates: readonly Candidate[] | null) => void) | null = null;
  let settleList: ((list: ListResult) => void) | null = null;
  let first: TrialPoint | null = null;
  let isAsking = false;
  let next: TrialPoint | null = null;

  const cancel = (): void => {
    settleOne?.(null);
    settleList?.(null);
    [settleOne, settleList, first] = [null, null, null];
    store.setState({ picking: null, pointed: null, fault: null });
  };
  const begin = (picking: Picking): void => {
    cancel();
    store.setState({ ...NOTHING, picking });
  };
  const look = async (at: TrialPoint): Promise<Pointed | null> => {
    const { pointed } = await client.call('trial.point', { jobId, at });
    return pointed;
  };
  const ask = async (at: TrialPoint): Promise<void> => {
    isAsking = true;
    try {
      const pointed = await look(at);
      if (store.getState().picking !== null) store.setState({ pointed, fault: null });
    } catch (error) {
      if (store.getState().picking !== null) store.setState({ fault: toWire(error).message });
    } finally {
      isAsking = false;
    }
    const waiting = next;
    next = null;
    if (waiting !== null && store.getState().picking !== null) await ask(waiting);
  };
  const finish = (pointed: Pointed, before: readonly Candidate[] = []): void => {
    const all = pointed.candidates.map(({ candidate }) => candidate);
    if (all.length === 0) return;
    settleOne?.([...before, ...all.filter((each) => !before.includes(each))]);
    settleOne = null;
    store.setState({ picking: null, pointed: null });
  };
  const takeList = async (at: TrialPoint): Promise<void> => {
    if (first === null) {
      first = at;
      store.setState({ picking: 'second' });
      return;
    }
    const { list } = await client.call('trial.list', { jobId, first, second: at });
    settleList?.(resultOf(list));
    [settleList, first] = [null, null];
    store.setState({ picking: null, pointed: null, marks: list.marks, count: list.count });
  };

  return {
    store,
    tools: {
      pick: () =>
        new Promise((resolve) => {
          begin('one');
          settleOne = resolve;
        }),
      pickList: () =>
        new Promise((resolve) => {
          begin('first');
          settleList = resolve;
        }),
      async highlight(target) {
        if (target === null) {
          store.setState({ marks: [], count: null });
          return { count: 0 };
        }
        try {
          const { count, marks } = await client.call('trial.highlight', { jobId, target });
          store.setState({ marks, count });
          return { count };
        } catch (error) {
          store.setState({ marks: [], count: null });
          return { fault: toWire(error).message };
        }
      },
    },
    point(at) {
      if (isAsking) next = at;
      else void ask(at);
    },
    async take(at) {
      try {
        if (settleList !== null) return await takeList(at);
        const pointed = await look(at);
        if (pointed === null) return;
        store.setState({ pointed });
        finish(pointed);
      } catch (error) {
        store.setState({ fault: toWire(error).message });
      }
    },
    use(candidate) {
      const { pointed } = store.getState();
      if (pointed !== null) finish(pointed, [candidate]);
    },
    cancel,
  };
}

function resultOf({ target, count, fields }: PickedList): ListResult {
  const named = fields.map(({ name, reads, ...read }) => [
    name,
    { reads: reads.find((text) => text !== null) ?? '', rows: reads, ...read },
  ]);
  return { target, count, fields: Object.fromEntries(named) };
}
