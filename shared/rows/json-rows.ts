import { findJsonFault } from '../flow/json-fault.ts';
import { RowData } from '../job/schema.ts';

export interface JsonRows {
  readonly columns: readonly string[];
  readonly rows: readonly RowData[];
  /** `at` is the line in the text, or the number of the row (from 1). */
  readonly faults: readonly { readonly at: string; readonly message: string }[];
}

const MOST_FAULTS = 50;

/** The rows of a JSON text: a list of objects whose values are texts, numbers, true, false or null. A fault in it gives no rows. */
export function parseJsonRows(text: string): JsonRows {
  const source = text.replace(/^\uFEFF/, '');
  const broken = findJsonFault(source);
  if (broken !== null) {
    return nothing(`line ${broken.line}`, `The file is not JSON: ${broken.message}.`);
  }
  const value: unknown = JSON.parse(source);
  if (!Array.isArray(value)) return nothing('', 'A list of rows is expected: [ { "name": "value" }, … ].');
  if (value.length === 0) return nothing('', 'The list holds no row.');
  const faults: { at: string; message: string }[] = [];
  const rows: RowData[] = [];
  const columns = new Set<string>();
  for (const [index, each] of value.entries()) {
    const row = RowData.safeParse(each);
    if (row.success) {
      rows.push(row.data);
      for (const name of Object.keys(row.data)) columns.add(name);
    } else if (faults.length < MOST_FAULTS) {
      const place = row.error.issues[0]?.path.join('.') ?? '';
      const what = place === '' ? 'is no object' : `“${place}” is no text, number, true, false or null`;
      faults.push({ at: `row ${index + 1}`, message: `${what}: a row is { "name": "value" }.` });
    }
  }
  return faults.length > 0 ? { columns: [], rows: [], faults } : { columns: [...columns], rows, faults };
}

function nothing(at: string, message: string): JsonRows {
  return { columns: [], rows: [], faults: [{ at, message }] };
}
