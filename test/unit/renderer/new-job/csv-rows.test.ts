import { describe, expect, it } from 'vitest';
import { MOST_ROWS, parseCsvRows } from '../../../../renderer/features/new-job/csv-rows.ts';

describe('rows from a CSV file', () => {
  it('names the cells after the first line and keeps them as text', () => {
    expect(parseCsvRows('isbn,title\n0012,"Glass, Harbour"\n0013,Low Tide\n')).toEqual({
      columns: ['isbn', 'title'],
      rows: [
        { isbn: '0012', title: 'Glass, Harbour' },
        { isbn: '0013', title: 'Low Tide' },
      ],
      faults: [],
    });
  });

  it('reads a file with a byte order mark, semicolons, Windows line ends and empty lines', () => {
    expect(parseCsvRows('\ufeffname;town\r\nAda;London\r\n\r\n')).toEqual({
      columns: ['name', 'town'],
      rows: [{ name: 'Ada', town: 'London' }],
      faults: [],
    });
  });

  it('keeps line breaks and doubled quotes within quoted cells', () => {
    expect(parseCsvRows('note\n"two\nlines, ""quoted"""\n').rows).toEqual([{ note: 'two\nlines, "quoted"' }]);
  });

  it('tells every row of the wrong length with its line and gives no rows', () => {
    const read = parseCsvRows('a,b\n1,2\n3\n4,5,6\n7,8\n');
    expect(read.rows).toEqual([]);
    expect(read.faults).toEqual([
      { line: 3, message: 'This row has 1 cell, the first line names 2.' },
      { line: 4, message: 'This row has 3 cells, the first line names 2.' },
    ]);
  });

  it('tells every column name that a flow could not use, with the nearest right one', () => {
    const { faults } = parseCsvRows('first name,,é-mail,ok,ok\n1,2,3,4,5\n');
    expect(faults.map((fault) => fault.message)).toEqual([
      'Column 1, “first name”, must have letters, digits and _ only. Nearest: first_name',
      'Column 2 has no name.',
      'Column 3, “é-mail”, must have letters, digits and _ only. Nearest: e_mail',
      'Column 5 is called “ok” a second time.',
    ]);
  });

  it('says what is missing in an empty file and in one without rows', () => {
    expect(parseCsvRows('').faults[0]?.message).toBe(
      'The file is empty: its first line must name the columns.',
    );
    expect(parseCsvRows('a,b\n').faults[0]?.message).toBe(
      'The file has a line of names but no rows below it.',
    );
  });

  it('says that a quote was never closed', () => {
    expect(parseCsvRows('a\n"open\nmore\n').faults[0]?.message).toBe('A quote was opened and never closed.');
  });

  it('says at which line a quote stands in the wrong place', () => {
    expect(parseCsvRows('a,b\n1,2\n3,x"y\n').faults).toEqual([
      {
        line: 3,
        message: 'A quote stands within a cell that does not begin with one; write it twice, within quotes.',
      },
    ]);
  });

  it('refuses more rows than one call may queue', () => {
    const text = `a\n${'1\n'.repeat(MOST_ROWS + 1)}`;
    expect(parseCsvRows(text)).toMatchObject({ rows: [], faults: [{ line: 1 }] });
  });
});
