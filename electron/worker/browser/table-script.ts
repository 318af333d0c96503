/**
 * Reads a table inside the page: it must stand alone. Cells that reach over several columns or rows count in each of
 * them. The first row is the header when it stands in a `thead` or holds nothing but header cells.
 */
export function readTableRows(
  table: Element,
  { skip, most }: { skip: number; most: number },
): { header: string[] | null; rows: string[][]; tooLong: boolean } {
  const MAX_COLUMNS = 1000;
  const isTable = table instanceof HTMLTableElement;
  const rowElements: Element[] = isTable ? [...table.rows] : [...table.querySelectorAll('[role=row]')];
  const cellsOf = (row: Element): Element[] =>
    row instanceof HTMLTableRowElement
      ? [...row.cells]
      : [...row.querySelectorAll('[role=cell], [role=gridcell], [role=columnheader], [role=rowheader]')];
  const textOf = (cell: Element): string =>
    ((cell instanceof HTMLElement ? cell.innerText : cell.textContent) ?? '').replaceAll(/\s+/g, ' ').trim();
  const isHeader = (cell: Element): boolean => cell.matches('th, [role=columnheader]');
  // What cells of rows above still fill, by column.
  const open: { text: string; rows: number }[] = [];
  // Characters so far: a cell that reaches over thousands of others is many times itself.
  let length = 0;
  const readRow = (row: Element): string[] => {
    const texts: string[] = [];
    const fromAbove = (): void => {
      for (let held = open[texts.length]; held !== undefined && held.rows > 0; held = open[texts.length]) {
        held.rows--;
        length += held.text.length;
        texts.push(held.text);
      }
    };
    for (const cell of cellsOf(row)) {
      fromAbove();
      const text = textOf(cell);
      const columns = cell instanceof HTMLTableCellElement ? cell.colSpan : 1;
      const rows = cell instanceof HTMLTableCellElement ? cell.rowSpan : 1;
      for (let each = 0; each < columns && texts.length < MAX_COLUMNS; each++) {
        open[texts.length] = { text, rows: rows - 1 };
        length += text.length;
        texts.push(text);
      }
    }
    fromAbove();
    return texts;
  };
  const readOne = (row: Element): { texts: string[]; head: boolean | undefined; foot: boolean } => ({
    texts: readRow(row),
    head: cellsOf(row).length > 0 && (row.parentElement?.matches('thead') || cellsOf(row).every(isHeader)),
    foot: row.parentElement?.matches('tfoot') === true,
  });
  const read: ReturnType<typeof readOne>[] = [];
  for (const row of rowElements) {
    read.push(readOne(row));
    if (length > most) return { header: null, rows: [], tooLong: true };
  }
  const heads = read.filter(({ head }) => head === true);
  const body = read.filter(({ head, foot, texts }) => head !== true && !foot && texts.length > 0);
  return {
    header: heads.at(-1)?.texts ?? null,
    rows: body.slice(skip).map(({ texts }) => texts),
    tooLong: false,
  };
}
