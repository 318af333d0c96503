import { readFileSync } from 'node:fs';
import { unzip } from './unzip.ts';

/** A sheet as a spreadsheet program would read it. */
export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
  readonly isHeadBold: boolean;
  readonly isHeadFrozen: boolean;
  readonly xml: string;
}

/** Reads an XLSX file by its parts: workbook, styles, shared strings and sheets. */
export async function readSheets(file: string): Promise<ReadSheet[]> {
  const parts = await unzip(readFileSync(file));
  const part = (name: string): string => parts.get(name) ?? '';
  const strings = [...part('xl/sharedStrings.xml').matchAll(/<si><t[^>]*>([^<]*)<\/t><\/si>/g)].map(
    ([, text]) => asParsed(text ?? ''),
  );
  const boldFonts = [...part('xl/styles.xml').matchAll(/<font>.*?<\/font>/gs)].map(([font]) =>
    font.includes('<b/>'),
  );
  const styles = part('xl/styles.xml').match(/<cellXfs.*?<\/cellXfs>/s)?.[0] ?? '';
  const isBold = [...styles.matchAll(/<xf ([^>]*)>/g)].map(
    ([, attributes]) => boldFonts[Number(/fontId="(\d+)"/.exec(attributes ?? '')?.[1] ?? 0)],
  );
  const names = [...part('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(
    ([, name]) => name ?? '',
  );
  return names.map((name, index) => {
    const xml = part(`xl/worksheets/sheet${index + 1}.xml`);
    return {
      name: asParsed(name),
      rows: readRows(xml, strings),
      isHeadBold: headStyles(xml).every((style) => isBold[style]),
      isHeadFrozen: /<pane [^>]*ySplit="1"[^>]*state="frozen"/.test(xml),
      xml,
    };
  });
}

function readRows(xml: string, strings: readonly string[]): ReadSheet['rows'] {
  const rows = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, cells]) => {
    const found = new Map<number, string | number | boolean>();
    for (const [, attributes, value] of (cells ?? '').matchAll(/<c ([^>]*)><v>([^<]*)<\/v><\/c>/g)) {
      const column = /r="([A-Z]+)\d+"/.exec(attributes ?? '')?.[1] ?? '';
      const type = /t="(\w+)"/.exec(attributes ?? '')?.[1] ?? 'n';
      found.set(columnNumber(column), toValue(type, value ?? '', strings));
    }
    return found;
  });
  const width = Math.max(0, ...(rows[0]?.keys() ?? []));
  return rows.map((row) => Array.from({ length: width }, (_, index) => row.get(index + 1) ?? null));
}

function headStyles(xml: string): number[] {
  const head = /<row [^>]*>(.*?)<\/row>/s.exec(xml)?.[1] ?? '';
  return [...head.matchAll(/<c ([^>]*)>/g)].map(([, cell]) =>
    Number(/ s="(\d+)"/.exec(cell ?? '')?.[1] ?? 0),
  );
}

function toValue(type: string, value: string, strings: readonly string[]): string | number | boolean {
  if (type === 'n') return Number(value);
  if (type === 'b') return value === '1';
  const text = strings[Number(value)];
  if (type !== 's' || text === undefined) throw new Error(`No text for a cell of type ${type}: ${value}`);
  return text;
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** As an XML parser reads text: line ends become line feeds, then entities their characters. */
function asParsed(text: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  return text.replace(/\r\n?/g, '\n').replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
