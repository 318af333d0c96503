import { type Loose, nestedLists, stepPath, withoutNested } from './nested.ts';
import { isLoose } from './placed-steps.ts';

/** A step of one version of a flow, as it is compared. */
export interface StepNode {
  readonly step: Loose;
  /** Its place: `4.2`. */
  readonly path: string;
  /** The step around it; null = it stands in the flow itself. */
  readonly parent: StepNode | null;
  /** The list of the step around it that holds it. */
  readonly list: string;
  /** What it says itself, as text: without the steps inside. */
  readonly own: string;
}

/** Steps of two versions that are the same one: before → after, each at most once. */
export type Pairs = ReadonlyMap<StepNode, StepNode>;

/** Beyond so many comparisons the common order is not looked for: equal steps are then matched one after the other. */
const MOST_CELLS = 2_000_000;
/** Beyond so many comparisons steps are not matched by likeness. */
const MOST_LIKELY = 250_000;

/** Every step of a list and what is inside, in the order of the numbers. */
export function nodesOf(steps: readonly unknown[]): StepNode[] {
  const nodes: StepNode[] = [];
  const visit = (list: readonly unknown[], parent: StepNode | null, key: string, first: number): void => {
    for (const [at, step] of list.entries()) {
      if (!isLoose(step)) continue;
      const path = stepPath(parent?.path ?? '', first + at);
      const node = { step, path, parent, list: key, own: JSON.stringify(withoutNested(step)) };
      nodes.push(node);
      for (const inside of nestedLists<unknown>(step)) visit(inside.steps, node, inside.key, inside.first);
    }
  };
  visit(steps, null, 'steps', 1);
  return nodes;
}

/**
 * Finds which steps of two versions are the same one: by their id, then by the same words in the same order, then by the same
 * words anywhere, then by the same action where it says much the same or stands between the same steps.
 */
export function matchSteps(before: readonly StepNode[], after: readonly StepNode[]): Pairs {
  const pairs = new Map<StepNode, StepNode>();
  const taken = new Set<StepNode>();
  const pair = (old: StepNode, now: StepNode): void => {
    pairs.set(old, now);
    taken.add(now);
  };
  const left = (): [StepNode[], StepNode[]] => [
    before.filter((node) => !pairs.has(node)),
    after.filter((node) => !taken.has(node)),
  ];
  for (const [old, now] of byKey(...left(), ({ step }) => (typeof step.id === 'string' ? step.id : null)))
    pair(old, now);
  for (const [old, now] of inOrder(...left())) pair(old, now);
  for (const [old, now] of byKey(...left(), ({ own }) => own)) pair(old, now);
  for (const [old, now] of byLikeness(before, after, pairs, ...left())) pair(old, now);
  return pairs;
}

/** Pairs with the same key, those of the same key in their order; null = it has none. */
function byKey(
  before: readonly StepNode[],
  after: readonly StepNode[],
  key: (node: StepNode) => string | null,
): [StepNode, StepNode][] {
  const waiting = Map.groupBy(after, key);
  return before.flatMap((old): [StepNode, StepNode][] => {
    const name = key(old);
    const now = name === null ? undefined : waiting.get(name)?.shift();
    return now === undefined ? [] : [[old, now]];
  });
}

/** The longest row of equal steps that both have in the same order. */
function inOrder(before: readonly StepNode[], after: readonly StepNode[]): [StepNode, StepNode][] {
  const same = (i: number, j: number): boolean =>
    before[i] !== undefined && before[i].own === after[j]?.own && before[i].list === after[j].list;
  let start = 0;
  while (same(start, start)) start++;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    same(before.length - 1 - end, after.length - 1 - end)
  )
    end++;
  const places: [number, number][] = [];
  for (let at = 0; at < start; at++) places.push([at, at]);
  const middle = { from: start, rows: before.length - start - end, columns: after.length - start - end };
  places.push(...longestCommon(middle, same));
  for (let at = end; at > 0; at--) places.push([before.length - at, after.length - at]);
  return places.flatMap(([i, j]): [StepNode, StepNode][] => {
    const [old, now] = [before[i], after[j]];
    return old === undefined || now === undefined ? [] : [[old, now]];
  });
}

function longestCommon(
  { from, rows, columns }: { from: number; rows: number; columns: number },
  same: (i: number, j: number) => boolean,
): [number, number][] {
  if (rows * columns > MOST_CELLS || rows <= 0 || columns <= 0) return [];
  const width = columns + 1;
  // Cell (i, j) is the longest row that begins at i and j or later.
  const longest = new Uint16Array((rows + 1) * width);
  const cell = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--)
      longest[i * width + j] = same(from + i, from + j)
        ? cell(i + 1, j + 1) + 1
        : Math.max(cell(i + 1, j), cell(i, j + 1));
  const places: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < rows && j < columns) {
    if (same(from + i, from + j)) places.push([from + i++, from + j++]);
    else if (cell(i + 1, j) >= cell(i, j + 1)) i++;
    else j++;
  }
  return places;
}

/** Steps of the same action that say much the same, or that stand between the same steps. The most alike come first. */
function byLikeness(
  before: readonly StepNode[],
  after: readonly StepNode[],
  pairs: Pairs,
  olds: readonly StepNode[],
  news: readonly StepNode[],
): [StepNode, StepNode][] {
  if (olds.length * news.length > MOST_LIKELY) return [];
  const partner = new Map([...pairs].map(([old, now]) => [now, old]));
  const oldGap = gapsOf(before, (node) => (pairs.has(node) ? node : null));
  const newGap = gapsOf(after, (node) => partner.get(node) ?? null);
  const possible = olds.flatMap((old) =>
    news.flatMap((now) => {
      if (old.step.action !== now.step.action) return [];
      const like = likeness(old.step, now.step);
      const isSamePlace = old.list === now.list && oldGap.get(old) === newGap.get(now);
      return like > 0.5 || isSamePlace ? [{ old, now, like: like + (isSamePlace ? 1 : 0) }] : [];
    }),
  );
  const used = new Set<StepNode>();
  return possible
    .toSorted((a, b) => b.like - a.like)
    .flatMap(({ old, now }): [StepNode, StepNode][] => {
      if (used.has(old) || used.has(now)) return [];
      used.add(old).add(now);
      return [[old, now]];
    });
}

/** For each step the matched one that comes last before it, as it is called in the version before. */
function gapsOf(
  nodes: readonly StepNode[],
  nameOf: (node: StepNode) => StepNode | null,
): Map<StepNode, StepNode | null> {
  let last: StepNode | null = null;
  const gaps = new Map<StepNode, StepNode | null>();
  for (const node of nodes) {
    gaps.set(node, last);
    last = nameOf(node) ?? last;
  }
  return gaps;
}

/** From 0 to 1: how many of their keys say the same. */
function likeness(a: Loose, b: Loose): number {
  const [own, other] = [withoutNested(a), withoutNested(b)];
  const keys = new Set([...Object.keys(own), ...Object.keys(other)]);
  const equal = [...keys].filter((key) => JSON.stringify(own[key]) === JSON.stringify(other[key]));
  return equal.length / keys.size;
}
