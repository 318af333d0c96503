import type { LooseFlow } from '../loose.ts';
import { flowRows, type Row } from './rows.ts';
import { keyOf, type StepKey } from './step-keys.ts';
import { chosenSteps, type DropPlace, placeBehind, removeSteps } from './tree.ts';

/**
 * Where steps go with one press of the key up or down: past the neighbour, into one that holds steps and is not folded,
 * and out of the list at its end. Null = they are at the very end.
 */
export function placeByKey(
  flow: LooseFlow,
  keys: ReadonlySet<StepKey>,
  folded: ReadonlySet<StepKey>,
  way: 'up' | 'down',
): DropPlace | null {
  const chosen = chosenSteps(flow, keys).flatMap((step) => keyOf(step) ?? []);
  const edge = way === 'up' ? chosen[0] : chosen.at(-1);
  const moved = new Set(chosen);
  let now = edge === undefined ? undefined : placeBehind(flow, edge);
  while (now !== undefined && now.before !== null && moved.has(now.before))
    now = placeBehind(flow, now.before);
  if (now === undefined) return null;
  const { parent, list, before } = now;
  const gaps = dropPlaces(flowRows(removeSteps(flow, moved), folded));
  const at = gaps.findIndex((gap) => gap.parent === parent && gap.list === list && gap.before === before);
  return at < 0 ? null : (gaps[way === 'up' ? at - 1 : at + 1] ?? null);
}

/** Every place between the shown steps, in their order: before each step, and at the end of each list. */
export function dropPlaces(rows: readonly Row[]): DropPlace[] {
  const found: DropPlace[] = [];
  /** A row of each list that has not ended yet, outermost first. */
  const open: Row[] = [];
  const endLists = (hasEnded: (list: Row) => boolean): void => {
    for (let last = open.at(-1); last !== undefined && hasEnded(last); last = open.at(-1)) {
      open.pop();
      found.push({ parent: last.parent, list: last.list, before: null });
    }
  };
  for (const row of rows) {
    endLists((list) => list.listKey !== row.listKey && list.depth >= row.depth);
    if (open.at(-1)?.listKey !== row.listKey) open.push(row);
    if (row.kind === 'step') found.push({ parent: row.parent, list: row.list, before: row.key });
  }
  endLists(() => true);
  return rows.length === 0 ? [{ parent: null, list: 'steps', before: null }] : found;
}
