import { matchSteps, nodesOf, type Pairs, type StepNode } from './match-steps.ts';
import { type Loose, STEP_LISTS, withoutNested } from './nested.ts';
import { isLoose } from './placed-steps.ts';

/** One key that another version says otherwise; undefined = it is not there. */
export interface KeyChange {
  /** `url`, `inputs.topic`. */
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What became of one step. Paths are those of the version that it stands in (`4.2`). */
export type StepChange =
  | { readonly kind: 'added'; readonly to: string; readonly step: Loose }
  | { readonly kind: 'removed'; readonly from: string; readonly step: Loose }
  | {
      /** `moved` may be changed as well. */
      readonly kind: 'moved' | 'changed';
      readonly from: string;
      readonly to: string;
      /** As it is after. */
      readonly step: Loose;
      readonly keys: readonly KeyChange[];
    };

/** What is other in one version of a flow than in another one. */
export interface FlowDiff {
  /** In the order of the version after; what was removed stands where it was. */
  readonly steps: readonly StepChange[];
  /** Everything that is no step: name, inputs, browser, retry … */
  readonly settings: readonly KeyChange[];
  /** Steps that are the same in the same place. */
  readonly same: number;
}

/** Compares two versions of a flow step by step. They may be wrong: what is no step is left out. */
export function diffFlows(before: unknown, after: unknown): FlowDiff {
  const [old, now] = [isLoose(before) ? before : {}, isLoose(after) ? after : {}];
  const olds = nodesOf(listOf(old.steps));
  const news = nodesOf(listOf(now.steps));
  const pairs = matchSteps(olds, news);
  const changes = stepChanges(olds, news, pairs);
  const kept = changes.filter(({ kind }) => kind === 'moved' || kind === 'changed').length;
  return { steps: changes, settings: settingChanges(old, now), same: pairs.size - kept };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function stepChanges(olds: readonly StepNode[], news: readonly StepNode[], pairs: Pairs): StepChange[] {
  const partner = new Map([...pairs].map(([old, now]) => [now, old]));
  const moved = movedNodes(news, partner);
  const changes: StepChange[] = [];
  let at = 0;
  const tellRemoved = (until: StepNode | undefined): void => {
    const end = until === undefined ? olds.length : olds.indexOf(until, at);
    // A step that moved ahead says nothing about where the others were.
    if (end < at) return;
    for (const old of olds.slice(at, end))
      if (!pairs.has(old)) changes.push({ kind: 'removed', from: old.path, step: old.step });
    at = end;
  };
  for (const now of news) {
    const old = partner.get(now);
    if (old === undefined) {
      changes.push({ kind: 'added', to: now.path, step: now.step });
      continue;
    }
    if (!moved.has(now)) tellRemoved(old);
    const keys = keyChanges(withoutNested(old.step), withoutNested(now.step), STEP_LISTS);
    const kind = moved.has(now) ? 'moved' : keys.length > 0 ? 'changed' : null;
    if (kind !== null) changes.push({ kind, from: old.path, to: now.path, step: now.step, keys });
  }
  tellRemoved(undefined);
  return changes;
}

/** The steps that stand in another list than before, or in another order: as few as there can be. */
function movedNodes(
  news: readonly StepNode[],
  partner: ReadonlyMap<StepNode, StepNode>,
): ReadonlySet<StepNode> {
  const moved = new Set<StepNode>();
  const lists = Map.groupBy(
    news.filter((node) => partner.has(node)),
    ({ parent, list }) => `${parent?.path ?? ''} ${list}`,
  );
  for (const list of lists.values()) {
    const stayed = list.filter((node) => isSameList(node, partner));
    for (const node of list) if (!stayed.includes(node)) moved.add(node);
    const rising = longestRising(stayed.map((node) => numberOf(partner.get(node)?.path ?? '')));
    for (const [at, node] of stayed.entries()) if (!rising.has(at)) moved.add(node);
  }
  return moved;
}

function isSameList(now: StepNode, partner: ReadonlyMap<StepNode, StepNode>): boolean {
  const old = partner.get(now);
  if (old === undefined || old.list !== now.list) return false;
  return now.parent === null ? old.parent === null : partner.get(now.parent) === old.parent;
}

/** `4.12` → 12 */
function numberOf(path: string): number {
  return Number(path.slice(path.lastIndexOf('.') + 1));
}

/** The places of a longest row of numbers that only go up. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const before: number[] = [];
  /** Where the smallest end of a row of that length stands. */
  const ends: number[] = [];
  for (const [at, number] of numbers.entries()) {
    const found = ends.findIndex((end) => (numbers[end] ?? 0) >= number);
    const length = found === -1 ? ends.length : found;
    before[at] = ends[length - 1] ?? -1;
    ends[length] = at;
  }
  const places = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) places.add(at);
  return places;
}

function settingChanges(before: Loose, after: Loose): KeyChange[] {
  return keyChanges(before, after, ['steps', '$schema']).flatMap((change) =>
    isLoose(change.before) && isLoose(change.after)
      ? keyChanges(change.before, change.after, []).map((inner) => ({
          ...inner,
          key: `${change.key}.${inner.key}`,
        }))
      : [change],
  );
}

function keyChanges(before: Loose, after: Loose, but: readonly string[]): KeyChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key): KeyChange[] => {
    const isStepList = but.includes(key) && !(key === 'onError' && typeof after[key] === 'string');
    if (isStepList) return [];
    const [old, now] = [before[key], after[key]];
    return canonical(old) === canonical(now) ? [] : [{ key, before: old, after: now }];
  });
}

/** The order in which keys are written says nothing. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, inner: unknown) =>
    isLoose(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
