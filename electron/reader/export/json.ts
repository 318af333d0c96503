import type { Table } from './tables.ts';

const ROWS_AT_ONCE = 200;

/** A table as one JSON array of objects, a row a line, piece by piece. */
export function* jsonPieces(table: Table): Generator<string> {
  let batch: string[] = [];
  let separator = '[\n';
  for (const row of table.rows()) {
    batch.push(JSON.stringify(row));
    if (batch.length < ROWS_AT_ONCE) continue;
    yield separator + batch.join(',\n');
    separator = ',\n';
    batch = [];
  }
  if (batch.length > 0) {
    yield separator + batch.join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
