import type { ColumnFacts, ResultRow } from '../../../shared/ipc/results-calls.ts';

/** What a person changed about the columns: those that are hidden, and an order; columns that it does not name follow. */
export interface ColumnChoice {
  readonly hidden: readonly string[];
  readonly order: readonly string[];
}

export const AS_THEY_CAME: ColumnChoice = { hidden: [], order: [] };

/** Every column in the chosen order. */
export function ordered(names: readonly string[], { order }: ColumnChoice): string[] {
  const first = order.filter((name) => names.includes(name));
  return [...first, ...names.filter((name) => !first.includes(name))];
}

/** The columns that are shown, in their order. */
export function shownColumns(names: readonly string[], choice: ColumnChoice): string[] {
  return ordered(names, choice).filter((name) => !choice.hidden.includes(name));
}

/** Shows or hides a column; the last one stays. */
export function toggled(names: readonly string[], choice: ColumnChoice, name: string): ColumnChoice {
  if (choice.hidden.includes(name)) return { ...choice, hidden: choice.hidden.filter((one) => one !== name) };
  if (shownColumns(names, choice).length <= 1) return choice;
  return { ...choice, hidden: [...choice.hidden, name] };
}

/** Moves a column by one place. */
export function moved(
  names: readonly string[],
  choice: ColumnChoice,
  name: string,
  by: 1 | -1,
): ColumnChoice {
  const order = ordered(names, choice);
  const at = order.indexOf(name);
  const other = order[at + by];
  if (at === -1 || other === undefined) return choice;
  order[at] = other;
  order[at + by] = name;
  return { ...choice, order };
}

const NARROWEST = 72;
const WIDEST = 320;
// A digit is wider than most letters, and numbers are what must not be cut.
const PIXELS_A_LETTER = 8.2;
const CELL_EDGES = 25;

/** Pixels of a column, from its name and the rows that are read. */
export function widthOf({ name }: Pick<ColumnFacts, 'name'>, sample: readonly ResultRow[]): number {
  const lengths = sample.map(({ cells, before }) => {
    const now = lengthOf(cells, name);
    return before !== null && Object.hasOwn(before, name) ? now + lengthOf(before, name) + 2 : now;
  });
  const longest = Math.max(name.length + 2, ...lengths);
  return Math.min(WIDEST, Math.max(NARROWEST, Math.round(longest * PIXELS_A_LETTER) + CELL_EDGES));
}

function lengthOf(cells: ResultRow['cells'], name: string): number {
  return Object.hasOwn(cells, name) && cells[name] !== null ? String(cells[name]).length : 0;
}
