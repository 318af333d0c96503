import type { RowData } from '../job/schema.ts';
import { cellOf } from './cell.ts';

/** Columns that are tried; one that tells rows apart stands in front. */
const MOST = 12;

/**
 * A good key for two runs of which a part is looked at: the first column that no two rows of a run share and of whose values the
 * runs have at least half in common; else the fewest first columns that are unique together; else none, which is the whole row.
 */
export function chooseKey(before: readonly RowData[], now: readonly RowData[]): string[] {
  const columns = [...new Set([...now, ...before].flatMap((row) => Object.keys(row)))].slice(0, MOST);
  const alone = columns.find((column) => {
    const old = valuesOf(before, [column]);
    const fresh = valuesOf(now, [column]);
    return old !== null && fresh !== null && haveHalf(old, fresh);
  });
  if (alone !== undefined) return [alone];
  for (let many = 1; many <= columns.length; many++) {
    const key = columns.slice(0, many);
    if (valuesOf(before, key) !== null && valuesOf(now, key) !== null) return key;
  }
  return [];
}

/** The values of the columns together; null when two rows share them, or one has none of them. */
function valuesOf(rows: readonly RowData[], columns: readonly string[]): Set<string> | null {
  const seen = new Set<string>();
  for (const row of rows) {
    const values = columns.map((column) => cellOf(row, column));
    if (values.every((value) => value === null)) return null;
    seen.add(JSON.stringify(values.map((value) => (value === null ? null : String(value)))));
  }
  return seen.size === rows.length ? seen : null;
}

function haveHalf(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const least = Math.min(a.size, b.size);
  let common = 0;
  for (const value of a) if (b.has(value)) common += 1;
  return common * 2 >= least;
}
