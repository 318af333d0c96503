import type * as z from 'zod';
import type { CopyOutput } from '../../../shared/ipc/results-calls.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { type CellValue, cellOf } from '../../../shared/rows/cell.ts';
import { asPlainText, isFormulaLike } from '../export/formula-safe.ts';

/** Characters that go on the clipboard: programs that paste more of them stand still. */
const MOST_CHARS = 5_000_000;

/**
 * Rows as a table for the clipboard; texts that a spreadsheet would run as a formula get an apostrophe in front.
 * @param head a first line of the columns' names
 */
export function clipboardTable(
  rows: Iterable<RowData>,
  columns: readonly string[],
  head: boolean,
): z.output<typeof CopyOutput> {
  const lines: string[] = head ? [columns.map(tabbed).join('\t')] : [];
  const marked: string[] = head
    ? [`<tr>${columns.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr>`]
    : [];
  let taken = 0;
  let chars = 0;
  for (const row of rows) {
    const cells = columns.map((column) => safeCell(cellOf(row, column)));
    const text = cells.map(tabbed).join('\t');
    chars += text.length;
    if (chars > MOST_CHARS) break;
    lines.push(text);
    marked.push(`<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`);
    taken += 1;
  }
  return { rows: taken, text: lines.join('\r\n'), html: `<table>${marked.join('')}</table>` };
}

function safeCell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return isFormulaLike(value) ? asPlainText(value) : value;
}

/** A cell with a tab, a line end or a quote stands in quotes, as in CSV. */
function tabbed(cell: string): string {
  return /[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign).replace(/\r\n|[\r\n]/g, '<br>');
}
