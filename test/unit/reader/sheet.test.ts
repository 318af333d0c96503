import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ChangedCells } from '../../../electron/reader/export/changed-cells.ts';
import { xlsxBytes } from '../../../electron/reader/export/xlsx.ts';
import { readSheet } from '../../../electron/reader/import/sheet.ts';
import { dateText } from '../../../electron/reader/import/sheet-dates.ts';
import type { RowData } from '../../../shared/job/schema.ts';

/** A zip archive with these parts, without checksums that anybody reads. @param claimed what each says of its size */
function zipOf(parts: Readonly<Record<string, string>>, claimed?: number): Uint8Array {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [file, raw] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(raw);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(claimed ?? raw.length, 8);
    const head = Buffer.concat([
      Buffer.from('504b0304140000000800000000000000', 'hex').subarray(0, 14),
      sizes,
    ]);
    const names = Buffer.alloc(4);
    names.writeUInt16LE(file.length, 0);
    const entry = Buffer.concat([head, names, file, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const start = Buffer.from('504b01021400140000000800000000000000', 'hex').subarray(0, 16);
    const more = Buffer.alloc(4);
    more.writeUInt16LE(file.length, 0);
    central.push(Buffer.concat([start, sizes, more, tail, file]));
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...local, directory, end]));
}

const BOOK = {
  'xl/workbook.xml':
    '<?xml version="1.0"?><workbook xmlns:r="x"><sheets><sheet name="A" sheetId="1" r:id="rId7"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId7" Target="worksheets/first.xml"/></Relationships>',
};

function bookOf(rows: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  return zipOf({
    ...BOOK,
    'xl/worksheets/first.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  });
}

async function cellsOf(bytes: Uint8Array): Promise<string[][]> {
  return (await readSheet(bytes)).cells;
}

describe('a workbook', () => {
  it('that the export wrote is read back', async () => {
    const rows: RowData[] = [
      { name: 'Ada & “Bob” <x>', price: 12.5, sold: true },
      { name: '  ünï 🔑', price: 0.1 + 0.2, sold: null },
    ];
    const table = { name: 'Books', columns: ['name', 'price', 'sold'], rowCount: 2, rows: () => rows };
    expect(await cellsOf(await xlsxBytes([table], new ChangedCells()))).toEqual([
      ['name', 'price', 'sold'],
      ['Ada & “Bob” <x>', '12.5', 'true'],
      ['  ünï 🔑', '0.3'],
    ]);
  });

  it('gives shared and inline texts, gaps as empty cells, and no empty rows', async () => {
    const bytes = bookOf(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="2"/>' +
        '<row r="3"><c r="B3" t="inlineStr"><is><t>in</t><r><t>line</t></r></is></c><c r="C3" t="b"><v>0</v></c></row>',
      {
        'xl/sharedStrings.xml':
          '<sst><si><t>one &amp; two</t></si><si><r><t>th</t></r><r><t>ree&#x21;</t></r></si></sst>',
      },
    );
    expect(await cellsOf(bytes)).toEqual([
      ['one & two', '', 'three!'],
      ['', 'inline', 'false'],
    ]);
  });

  it('gives dates as dates, by the format of their cells', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="171" formatCode="0 &quot;days&quot;"/></numFmts>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>';
    const row =
      '<row r="1"><c s="1"><v>45747</v></c><c s="2"><v>45747.5</v></c><c s="3"><v>7</v></c><c><v>45747</v></c></row>';
    expect(await cellsOf(bookOf(row, { 'xl/styles.xml': styles }))).toEqual([
      ['2025-03-31', '2025-03-31T12:00:00', '7', '45747'],
    ]);
    expect([dateText(1, false), dateText(61, false), dateText(0, true), dateText(0.25, false)]).toEqual([
      '1900-01-01',
      '1900-03-01',
      '00:00:00',
      '06:00:00',
    ]);
  });
});

describe('what is no workbook', () => {
  it.each([
    ['is no archive', new TextEncoder().encode('title,price\n')],
    ['is an archive of something else', zipOf({ 'readme.txt': 'hello' })],
    ['has no sheet', zipOf(BOOK)],
    [
      'has a document type with entities of its own',
      bookOf('', { 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "aaa">]><sst/>' }),
    ],
    ['has a sheet that ends in the middle of a tag', bookOf('<row r="1"><c r="A1"')],
    [
      'says less of a part than it holds',
      zipOf({ ...BOOK, 'xl/worksheets/first.xml': ' '.repeat(100_000) }, 10),
    ],
  ])('%s: one sentence', async (_name, bytes) => {
    await expect(readSheet(bytes)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^The (file|workbook) .*\.$/),
    });
  });

  it('unpacks no bomb: a part that says that it is huge is refused before', async () => {
    const bytes = zipOf({ ...BOOK, 'xl/worksheets/first.xml': '<worksheet/>' }, 4_000_000_000);
    await expect(readSheet(bytes)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('refuses too many columns and rows', async () => {
    await expect(readSheet(bookOf('<row><c r="ZZZ1"><v>1</v></c></row>'))).rejects.toThrow(
      'too many columns',
    );
    await expect(readSheet(bookOf('<row><c><v>1</v></c></row>'.repeat(100_002)))).rejects.toThrow(
      'too many rows',
    );
  });
});
