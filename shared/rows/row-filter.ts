import type { RowData } from '../job/schema.ts';

interface Term {
  /** In lower case. */
  readonly text: string;
  /** The column that it is looked for in, in lower case, and what else stands there; null = every column. */
  readonly column: { readonly name: string; readonly value: string } | null;
}

/**
 * Reads a filter: every word must be found in some cell, upper and lower case alike; `"two words"` are one; `column:word` looks
 * into that column, where a row has it.
 * @returns whether a row passes; null when the filter is empty
 */
export function rowFilter(text: string): ((row: RowData) => boolean) | null {
  const terms = wordsOf(text).map(termOf);
  if (terms.length === 0) return null;
  return (row) => {
    const cells = Object.entries(row).map(
      ([name, value]) => [name.toLowerCase(), value === null ? '' : String(value).toLowerCase()] as const,
    );
    return terms.every((term) => passes(term, cells));
  };
}

type Cells = readonly (readonly [name: string, value: string])[];

function passes({ text, column }: Term, cells: Cells): boolean {
  if (column !== null) {
    const named = cells.filter(([name]) => name === column.name);
    if (named.length > 0) return named.some(([, value]) => value.includes(column.value));
  }
  return cells.some(([, value]) => value.includes(text));
}

/** Words, with what stands between quotes kept together: `title:"salt road" 12`. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?:"[^"]*"?|[^\s"])+/g)].map(([word]) => word.replaceAll('"', ''));
}

function termOf(word: string): Term {
  const text = word.toLowerCase();
  const colon = text.indexOf(':');
  const column = colon > 0 ? { name: text.slice(0, colon), value: text.slice(colon + 1) } : null;
  return { text, column };
}
