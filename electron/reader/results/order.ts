import type { ShownRows } from '../../../shared/ipc/results-calls.ts';
import type { CellValue } from '../../../shared/rows/cell.ts';
import type { Entry } from './entries.ts';

/** Above that many rows texts are sorted by their signs, not as a language does: it would take seconds. */
const MOST_BY_LANGUAGE = 100_000;

/** Numbers of the entries that are shown, in the order in which they are. */
export function orderOf(
  entries: readonly Entry[],
  show: ShownRows,
  sort: { readonly down: boolean } | null,
): number[] {
  const shown = [...entries.keys()].filter((at) => show === 'all' || entries[at]?.kind === show);
  if (sort === null) return shown;
  const texts = shown.length <= MOST_BY_LANGUAGE ? byLanguage.compare : bySigns;
  const value = (at: number): CellValue => entries[at]?.sort ?? null;
  return shown.sort((a, b) => compare(value(a), value(b), sort.down, texts) || a - b);
}

type CompareTexts = (a: string, b: string) => number;

const byLanguage = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function bySigns(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Numbers, then texts, then yes and no; cells without a value stand last, whichever way it goes. */
function compare(a: CellValue, b: CellValue, down: boolean, texts: CompareTexts): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const way = down ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return way * (a - b);
  if (typeof a === 'string' && typeof b === 'string') return way * texts(a, b);
  if (typeof a === typeof b) return way * (Number(a) - Number(b));
  return way * (rank(a) - rank(b));
}

function rank(value: CellValue): number {
  return typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2;
}
