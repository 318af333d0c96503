import type { StepType } from '../../../shared/flow/step.ts';
import { t } from '../../texts/index.ts';
import type { LooseFlow, LooseStep } from './loose.ts';
import { placeByKey } from './model/move-by-key.ts';
import { exampleOf } from './model/new-step.ts';
import { flowRows, type Row } from './model/rows.ts';
import { keyOf, type NextKey, type StepKey, withKey } from './model/step-keys.ts';
import { copiesFor, readSteps, stepsText } from './model/steps-text.ts';
import {
  changeStep,
  chosenSteps,
  type DropPlace,
  findStep,
  insertSteps,
  listsOfAction,
  moveSteps,
  placeBehind,
  removeSteps,
  TOP,
  type Wrapper,
  wrapSteps,
} from './model/tree.ts';
import { documentOf, type EditorState } from './state.ts';

export interface TreeDeps {
  readonly get: () => EditorState;
  readonly set: (change: Partial<EditorState>) => void;
  /** Makes a flow the present one; see `Change` for the key. */
  readonly change: (flow: LooseFlow, key?: string) => void;
  readonly next: NextKey;
  /** Reads one sentence aloud. */
  readonly announce: (sentence: string) => void;
}

/** Everything that is done to steps, by the keys that they stand under. */
export function treeActions(deps: TreeDeps) {
  const { get, set, change, next, announce } = deps;
  const flow = (): LooseFlow => documentOf(get()).flow;
  const rows = (): Row[] => flowRows(flow(), get().folded);
  const numberOf = (key: string): string => {
    const row = flowRows(flow(), new Set()).find((each) => each.key === key);
    return row?.kind === 'step' ? row.number : '';
  };

  /** What an action is for: the selection, else the step that the keyboard is at. */
  const targets = (): ReadonlySet<StepKey> => {
    const { selected, current } = get();
    if (selected.size > 0) return selected;
    return current !== null && findStep(flow(), current) !== undefined ? new Set([current]) : new Set();
  };

  /** Where new steps go: behind the current one, at the beginning of the list whose head it is, else to the end. */
  const placeForNew = (): DropPlace => {
    const { current } = get();
    const row = rows().find(({ key }) => key === current);
    if (row?.kind === 'list') return { parent: row.parent, list: row.list, before: null };
    const behind = row === undefined ? undefined : placeBehind(flow(), row.key);
    return behind ?? { ...TOP, before: null };
  };

  const putIn = (steps: readonly LooseStep[], place = placeForNew()): void => {
    const keys = steps.flatMap((step) => keyOf(step) ?? []);
    const [first = null] = keys;
    change(insertSteps(flow(), place, steps));
    set({ current: first, anchor: first, selected: keys.length > 1 ? new Set(keys) : new Set() });
  };

  const moveTo = (keys: ReadonlySet<StepKey>, place: DropPlace): void => {
    const moved = moveSteps(flow(), keys, place);
    if (moved === flow()) return;
    const { folded } = get();
    // What goes into a folded step is shown there.
    if (place.parent !== null && folded.has(place.parent))
      set({ folded: new Set([...folded].filter((key) => key !== place.parent)) });
    change(moved);
    const [first] = chosenSteps(moved, keys);
    announce(t().editor.movedTo(keys.size, numberOf(keyOf(first) ?? '')));
  };

  const changeAll = (
    keys: ReadonlySet<StepKey>,
    how: (step: LooseStep) => LooseStep,
    undoKey?: string,
  ): void => {
    change(
      [...keys].reduce((now, key) => changeStep(now, key, how), flow()),
      undoKey,
    );
  };

  /** The row that the keyboard goes to when these are gone. */
  const rowAfter = (keys: ReadonlySet<StepKey>): string | null => {
    const all = rows();
    const left = new Set(flowRows(removeSteps(flow(), keys), get().folded).map(({ key }) => key));
    const last = all.findLastIndex(({ key }) => keys.has(key));
    const after = all.slice(last + 1).find(({ key }) => left.has(key));
    const before = all.slice(0, Math.max(0, last)).findLast(({ key }) => left.has(key));
    return (after ?? before)?.key ?? null;
  };

  const remove = (): void => {
    const keys = targets();
    if (keys.size === 0) return;
    const current = rowAfter(keys);
    change(removeSteps(flow(), keys));
    set({ selected: new Set(), current, anchor: current });
    announce(t().editor.removed(keys.size));
  };

  return {
    rows,
    targets,
    /** Puts a new step of this kind behind the current one. */
    add(type: StepType): void {
      const [step] = copiesFor(flow(), [exampleOf(type)], next);
      if (step === undefined) return;
      set({ isAdding: false });
      putIn([step]);
      set({ opened: keyOf(step) ?? null });
      announce(t().editor.added(numberOf(keyOf(step) ?? '')));
    },
    remove,
    moveTo,
    moveBy(way: 'up' | 'down'): void {
      const keys = targets();
      const place = placeByKey(flow(), keys, get().folded, way);
      if (place === null) announce(way === 'up' ? t().editor.atStart : t().editor.atEnd);
      else moveTo(keys, place);
    },
    duplicate(): void {
      const steps = chosenSteps(flow(), targets());
      const last = keyOf(steps.at(-1));
      if (last === undefined) return;
      putIn(copiesFor(flow(), steps, next), placeBehind(flow(), last));
      announce(t().editor.duplicated(steps.length));
    },
    /** Disables the steps; when all of them are, enables them. */
    toggleDisabled(): void {
      const keys = targets();
      const areAllOff = [...keys].every((key) => findStep(flow(), key)?.disabled === true);
      changeAll(keys, ({ disabled: _, ...step }) => (areAllOff ? step : { ...step, disabled: true }));
      announce(areAllOff ? t().editor.enabled(keys.size) : t().editor.disabledNow(keys.size));
    },
    setNote(key: StepKey, text: string): void {
      changeAll(new Set([key]), ({ note: _, ...step }) => (text === '' ? step : { ...step, note: text }));
    },
    /** Another content for one step; it keeps its key whatever it is made of. */
    replace(key: StepKey, step: LooseStep, undoKey: string): void {
      change(
        changeStep(flow(), key, () => withKey(step, key)),
        undoKey === '' ? '' : `${key} ${undoKey}`,
      );
    },
    wrap(kind: Wrapper): void {
      const keys = targets();
      const [first] = listsOfAction(kind);
      const [around] = copiesFor(flow(), [exampleOf(kind)], next);
      if (around === undefined || first === undefined || keys.size === 0) return;
      change(wrapSteps(flow(), keys, { ...around, [first]: [] }));
      const key = keyOf(around) ?? null;
      set({ current: key, anchor: key, selected: new Set(), opened: key });
      announce(t().editor.wrapped(keys.size));
    },
    /** Gives a step the list that it has not got yet, to put steps into. */
    addList(key: StepKey, list: 'else' | 'onError' | 'always'): void {
      changeAll(new Set([key]), (step) => ({ ...step, [list]: [] }));
      set({ current: `${key}/${list}`, folded: new Set([...get().folded].filter((each) => each !== key)) });
    },
    /** The chosen steps as text for the clipboard; null = none is chosen. */
    copy(): string | null {
      const steps = chosenSteps(flow(), targets());
      if (steps.length === 0) return null;
      announce(t().editor.copied(steps.length));
      return stepsText(steps);
    },
    /** Puts in what was copied. Gives the sentence of what is wrong with it, or null. */
    paste(text: string): string | null {
      const read = readSteps(text);
      if (!read.ok) return t().editor.pasteFaults[read.fault];
      putIn(copiesFor(flow(), read.steps, next));
      announce(t().editor.pasted(read.steps.length));
      return null;
    },
    toggleBreakpoint(): void {
      const all = new Set(get().breakpoints);
      for (const key of targets()) if (!all.delete(key)) all.add(key);
      set({ breakpoints: all });
    },
  };
}

export type TreeActions = ReturnType<typeof treeActions>;
