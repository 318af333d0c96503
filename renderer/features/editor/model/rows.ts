import { nestedLists, type StepListKey, stepPath } from '../../../../shared/flow/nested.ts';
import { pathText } from '../../../../shared/flow/path-text.ts';
import { isLoose } from '../../../../shared/flow/placed-steps.ts';
import type { LooseFlow, LooseStep } from '../loose.ts';
import { keyOf, type StepKey } from './step-keys.ts';
import { listsOfAction } from './tree.ts';

interface RowPlace {
  readonly key: StepKey;
  /** How many steps are around it. */
  readonly depth: number;
  /** The step around it; null = it stands in the flow itself. */
  readonly parent: StepKey | null;
  readonly list: StepListKey;
  /** Names its list among all lists. */
  readonly listKey: string;
}

/** A step as a row of the tree. */
export interface StepRow extends RowPlace {
  readonly kind: 'step';
  /** Undefined for an entry of the list that is no object at all. */
  readonly step: LooseStep | undefined;
  /** `steps[2].else[0]` */
  readonly path: string;
  /** `3.2` */
  readonly number: string;
  /** Its place in its list, from 1, and how many stand there. */
  readonly position: number;
  readonly size: number;
  /** How many steps are inside of it, at any depth. */
  readonly inside: number;
  readonly isFolded: boolean;
  /** It is disabled itself, or a step around it is. */
  readonly isOff: boolean;
}

/** The head of a list inside of a step: where the step does not say it, and where there is nothing in it. */
export interface ListRow extends RowPlace {
  readonly kind: 'list';
  readonly size: number;
}

export type Row = StepRow | ListRow;

interface Around {
  readonly path: readonly PropertyKey[];
  readonly number: string;
  readonly depth: number;
  readonly parent: StepKey | null;
  readonly isOff: boolean;
}

/** The flow's steps as rows, in order; what is inside of a folded step is left out. */
export function flowRows(flow: LooseFlow, folded: ReadonlySet<StepKey>): Row[] {
  const rows: Row[] = [];
  const inList = (list: readonly unknown[], key: StepListKey, first: number, around: Around): void => {
    const place = {
      parent: around.parent,
      list: key,
      listKey: listKeyOf(around.parent, key),
      depth: around.depth,
    };
    for (const [at, step] of list.entries()) {
      const path = [...around.path, key, at];
      const number = stepPath(around.number, first + at);
      const own = keyOf(step) ?? `@${pathText(path)}`;
      const loose = isLoose(step) ? step : undefined;
      const inside = loose === undefined ? 0 : countInside(loose);
      const isOff = around.isOff || loose?.disabled === true;
      const isFolded = inside > 0 && folded.has(own);
      const position = { position: at + 1, size: list.length };
      rows.push({
        ...place,
        ...position,
        kind: 'step',
        key: own,
        step: loose,
        path: pathText(path),
        number,
        inside,
        isFolded,
        isOff,
      });
      if (loose !== undefined && !isFolded)
        inStep(loose, { path, number, depth: around.depth + 1, parent: own, isOff });
    }
  };
  const inStep = (step: LooseStep, around: Around): void => {
    const [main] = listsOfAction(step.action);
    const lists = nestedLists<unknown>(step);
    const hasMain = main === undefined || lists.some(({ key }) => key === main);
    const all = hasMain ? lists : [{ key: main, steps: [], first: 1 }, ...lists];
    for (const { key, steps, first } of all) {
      if (key !== main || steps.length === 0) rows.push(headOf(key, steps.length, around));
      inList(steps, key, first, around);
    }
  };
  const steps = Array.isArray(flow.steps) ? flow.steps : [];
  inList(steps, 'steps', 1, { path: [], number: '', depth: 0, parent: null, isOff: false });
  return rows;
}

function headOf(list: StepListKey, size: number, { depth, parent }: Around): ListRow {
  const key = listKeyOf(parent, list);
  return { kind: 'list', key, parent, list, listKey: key, depth, size };
}

function listKeyOf(parent: StepKey | null, list: StepListKey): string {
  return `${parent ?? ''}/${list}`;
}

function countInside(step: LooseStep): number {
  let count = 0;
  for (const { steps } of nestedLists<unknown>(step))
    for (const each of steps) count += 1 + (isLoose(each) ? countInside(each) : 0);
  return count;
}
