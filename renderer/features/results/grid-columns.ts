import type { JobId } from '../../../shared/ids.ts';
import type { ColumnFacts, ResultRow } from '../../../shared/ipc/results-calls.ts';
import { widthOf } from './column-plan.ts';

/** A column of the table: the rows' own, and what is said of the rows beside them. */
export type GridColumn =
  | { readonly kind: 'number'; readonly width: number }
  | { readonly kind: 'from'; readonly width: number }
  | { readonly kind: 'change'; readonly against: JobId | null; readonly width: number }
  | { readonly kind: 'data'; readonly name: string; readonly isNumber: boolean; readonly width: number };

const NUMBER_WIDTH = 60;
const CHANGE_WIDTH = 128;
const FROM_WIDTH = 300;

/**
 * The columns from left to right.
 * @param sample rows from which widths are taken
 */
export function gridColumns(
  facts: readonly ColumnFacts[],
  shown: readonly string[],
  sample: readonly ResultRow[],
  marks: { readonly against: JobId | null; readonly hasFailed: boolean },
): GridColumn[] {
  const byName = new Map(facts.map((column) => [column.name, column]));
  const data = shown.flatMap((name): GridColumn[] => {
    const column = byName.get(name);
    if (column === undefined) return [];
    return [{ kind: 'data', name, isNumber: column.isNumber, width: widthOf(column, sample) }];
  });
  const { against, hasFailed } = marks;
  const change: GridColumn[] =
    against !== null || hasFailed ? [{ kind: 'change', against, width: CHANGE_WIDTH }] : [];
  return [{ kind: 'number', width: NUMBER_WIDTH }, ...change, ...data, { kind: 'from', width: FROM_WIDTH }];
}

/** The rows' own columns among those of a selection; where it has none of them, all of them. */
export function dataIn(columns: readonly GridColumn[], left: number, right: number): string[] {
  const names = (some: readonly GridColumn[]): string[] =>
    some.flatMap((column) => (column.kind === 'data' ? [column.name] : []));
  const within = names(columns.slice(left, right + 1));
  return within.length > 0 ? within : names(columns);
}
