import { createStore, type StoreApi } from 'zustand/vanilla';
import { diffFlows, type FlowDiff } from '../../../../shared/flow/diff.ts';
import type { FlowId } from '../../../../shared/ids.ts';
import type { AppContract } from '../../../../shared/ipc/contract.ts';
import type { Client } from '../../../../shared/ipc/define.ts';
import type { FlowVersion } from '../../../../shared/ipc/flow-calls.ts';
import { t } from '../../../texts/index.ts';
import { type PageFault, pageFault } from '../../../ui/page-fault.ts';

/** So many versions are compared with the one before at once; older ones are when they are asked for. */
const PORTION = 20;

export interface VersionsState {
  /** Newest first; null while they are read for the first time. */
  readonly versions: readonly FlowVersion[] | null;
  /** How each version differs from the one before it, by its number. */
  readonly diffs: ReadonlyMap<number, FlowDiff>;
  /** So many of the list are shown. */
  readonly shown: number;
  readonly chosen: number | null;
  /** The version that the chosen one is compared with; null = it is the first one. */
  readonly other: number | null;
  /** The chosen one's differences; null while they are read, or when there is nothing to compare with. */
  readonly diff: FlowDiff | null;
  readonly fault: PageFault | null;
}

/** Says that a version was restored, and how that is undone. */
export type TellRestored = (sentence: string, undo: (() => void) | null) => void;

export interface VersionsStore {
  readonly store: StoreApi<VersionsState>;
  load(): Promise<void>;
  showMore(): Promise<void>;
  choose(version: number): Promise<void>;
  compareWith(other: number): Promise<void>;
  restore(version: number): Promise<void>;
}

/** The versions of one flow. @param onRestored hears that the flow has another newest version */
export function createVersionsStore(
  client: Client<AppContract>,
  id: FlowId,
  tell: TellRestored,
  onRestored: () => void,
): VersionsStore {
  const store = createStore<VersionsState>(() => ({
    versions: null,
    diffs: new Map(),
    shown: PORTION,
    chosen: null,
    other: null,
    diff: null,
    fault: null,
  }));
  const { getState, setState } = store;
  // A version never changes: what was read is kept.
  const contents = new Map<number, unknown>();
  const content = async (version: number): Promise<unknown> => {
    const known = contents.get(version);
    if (known !== undefined) return known;
    const { text } = await client.call('flows.version', { id, version });
    const read: unknown = JSON.parse(text);
    contents.set(version, read);
    return read;
  };
  const compare = async (before: number, after: number): Promise<FlowDiff> =>
    diffFlows(await content(before), await content(after));
  const olderThan = (version: number): number | null =>
    getState().versions?.find((each) => each.version < version)?.version ?? null;

  const readSentences = async (): Promise<void> => {
    const { versions, shown } = getState();
    for (const { version } of (versions ?? []).slice(0, shown)) {
      const older = olderThan(version);
      if (older === null || getState().diffs.has(version)) continue;
      const diff = await compare(older, version);
      setState(({ diffs }) => ({ diffs: new Map(diffs).set(version, diff) }));
    }
  };
  const show = async (chosen: number, other: number | null): Promise<void> => {
    setState({ chosen, other, diff: null });
    if (other === null) return;
    const diff = await compare(other, chosen);
    if (getState().chosen === chosen && getState().other === other) setState({ diff });
  };
  const guarded = async (title: () => string, work: () => Promise<void>): Promise<void> => {
    setState({ fault: null });
    try {
      await work();
    } catch (error) {
      setState({ fault: pageFault(title(), error) });
    }
  };
  const unreadable = (): string => t().flows.failed.versions;
  const load = (): Promise<void> =>
    guarded(unreadable, async () => {
      const { versions } = await client.call('flows.versions', { id });
      setState({ versions });
      const newest = versions[0]?.version;
      if (newest !== undefined) await show(newest, olderThan(newest));
      await readSentences();
    });
  const save = async (version: number, newest: number): Promise<number> => {
    const { flow } = await client.call('flows.restore', { id, version, newest });
    onRestored();
    await load();
    return flow.version;
  };
  return {
    store,
    load,
    showMore: () =>
      guarded(unreadable, async () => {
        setState(({ shown }) => ({ shown: shown + PORTION }));
        await readSentences();
      }),
    choose: (version) => guarded(unreadable, () => show(version, olderThan(version))),
    compareWith: (other) =>
      guarded(unreadable, async () => {
        const { chosen } = getState();
        if (chosen !== null) await show(chosen, other);
      }),
    restore: (version) =>
      guarded(
        () => t().flows.failed.restoreVersion,
        async () => {
          const before = getState().versions?.[0]?.version;
          if (before === undefined) return;
          const now = await save(version, before);
          const undo = (): Promise<void> =>
            guarded(
              () => t().flows.failed.restoreVersion,
              async () => tell(t().flows.versions.undone(await save(before, now)), null),
            );
          tell(t().flows.versions.restored(version, now), () => void undo());
        },
      ),
  };
}
