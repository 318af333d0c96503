import { AppError } from '../../../shared/errors.ts';
import type { SheetCells } from '../../../shared/rows/sheet.ts';
import { dateStyles, dateText } from './sheet-dates.ts';
import { attribute, type Tag, tags } from './xml.ts';
import { type Archive, openArchive } from './zip.ts';

/** Unpacked, bytes. */
const MOST_SHEET = 150_000_000;
const MOST_STRINGS = 100_000_000;
const MOST_SMALL = 5_000_000;

/** One more than the most rows of a run: the first one names the columns. */
const MOST_ROWS = 100_001;
const MOST_COLUMNS = 1000;
const MOST_CELLS = 5_000_000;

/** The first sheet of an Excel workbook as texts. @throws AppError 'invalid_input' with one sentence when it cannot be read */
export async function readSheet(bytes: Uint8Array): Promise<SheetCells> {
  const archive = await openArchive(bytes);
  try {
    const { path, from1904 } = await firstSheet(archive);
    const sheet = await archive.text(path, MOST_SHEET);
    if (sheet === null) throw new AppError('invalid_input', 'The workbook has no sheet.');
    const strings = sharedStrings(await archive.text('xl/sharedStrings.xml', MOST_STRINGS));
    const dates = dateStyles(await archive.text('xl/styles.xml', MOST_SMALL));
    return { cells: cellsOf(sheet, { strings, dates, from1904 }) };
  } finally {
    archive.close();
  }
}

/** The first sheet in the order of its tabs. */
async function firstSheet(archive: Archive): Promise<{ path: string; from1904: boolean }> {
  const workbook = await archive.text('xl/workbook.xml', MOST_SMALL);
  if (workbook === null) throw new AppError('invalid_input', 'The file is no Excel workbook (.xlsx).');
  const all = [...tags(workbook)];
  const properties = all.find(({ name }) => name === 'workbookPr');
  const from1904 = /^(1|true)$/.test(
    properties === undefined ? '' : (attribute(properties, 'date1904') ?? ''),
  );
  const first = all.find(({ name }) => name === 'sheet');
  const id = first === undefined ? undefined : attribute(first, 'id');
  const relations = (await archive.text('xl/_rels/workbook.xml.rels', MOST_SMALL)) ?? '';
  const relation = [...tags(relations)].find(
    (tag) => tag.name === 'Relationship' && attribute(tag, 'Id') === id,
  );
  const target = relation === undefined ? 'worksheets/sheet1.xml' : (attribute(relation, 'Target') ?? '');
  return { path: target.startsWith('/') ? target.slice(1) : `xl/${target}`, from1904 };
}

/** The texts that cells name by their number; of one in several fonts the parts are joined, and how it is spoken is left out. */
function sharedStrings(xml: string | null): string[] {
  const strings: string[] = [];
  if (xml === null) return strings;
  let text = '';
  let spoken = false;
  for (const tag of tags(xml)) {
    if (tag.name === 'rPh') spoken = tag.kind === 'open';
    else if (tag.name === 't' && tag.kind === 'open' && !spoken) text += tag.text;
    else if (tag.name === 'si') {
      if (tag.kind === 'open') text = '';
      else strings.push(tag.kind === 'empty' ? '' : text);
    }
  }
  return strings;
}

interface Book {
  readonly strings: readonly string[];
  readonly dates: ReadonlySet<number>;
  readonly from1904: boolean;
}

function cellsOf(xml: string, book: Book): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell: Tag | null = null;
  let value = '';
  let cells = 0;
  const put = (tag: Tag): void => {
    const at = columnOf(attribute(tag, 'r')) ?? row.length;
    if (at >= MOST_COLUMNS) throw tooMuch(`columns; at most ${MOST_COLUMNS} are read`);
    if (++cells > MOST_CELLS) throw tooMuch('cells to be read at once');
    while (row.length < at) row.push('');
    row[at] = cellText(tag, value, book);
  };
  for (const tag of tags(xml)) {
    switch (tag.name) {
      case 'row':
        if (tag.kind === 'close' && row.some((text) => text !== '')) rows.push(withoutEnd(row));
        row = [];
        if (rows.length > MOST_ROWS) throw tooMuch(`rows; at most ${MOST_ROWS - 1} can be run at once`);
        break;
      case 'c':
        if (tag.kind === 'open') [cell, value] = [tag, ''];
        else if (tag.kind === 'close' && cell !== null) {
          put(cell);
          cell = null;
        }
        break;
      case 'v':
      case 't':
        if (tag.kind === 'open' && cell !== null) value += tag.text;
        break;
      case 'sheetData':
        if (tag.kind === 'close') return rows;
    }
  }
  return rows;
}

/** `B2` → 1. */
function columnOf(place: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/i.exec(place ?? '')?.[0].toUpperCase();
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellText(tag: Tag, value: string, { strings, dates, from1904 }: Book): string {
  switch (attribute(tag, 't')) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'b':
      return value === '1' ? 'true' : 'false';
    case 'str':
    case 'inlineStr':
    case 'e':
    case 'd':
      return value;
    default: {
      const style = Number(attribute(tag, 's') ?? -1);
      if (value === '' || !dates.has(style)) return numberText(value);
      return dateText(Number(value), from1904);
    }
  }
}

/** As a person reads it: the file writes 0.1 + 0.2 as 0.30000000000000004. */
function numberText(value: string): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  return String(Number(number.toPrecision(15)));
}

function withoutEnd(row: readonly string[]): string[] {
  return row.slice(0, row.findLastIndex((text) => text !== '') + 1);
}

function tooMuch(what: string): AppError {
  return new AppError('invalid_input', `The first sheet of the workbook has too many ${what}.`);
}
