import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRowsFile } from '../../../../electron/main/cli/rows-file.ts';
import { faultLine } from '../../../../shared/errors.ts';

function faultsOf(text: string): string[] {
  const parsed = parseRowsFile(text);
  return parsed.ok ? [] : parsed.faults.map(faultLine);
}

describe('a rows file', () => {
  it('gives one row a line, every cell a text, awkward ones too', () => {
    const text = '\uFEFFname,note\r\n"Doe, Jane","said ""hi""\nand left"\r\nÅsa 🎉,\r\n\r\n007,=1+1\r\n';
    expect(parseRowsFile(text)).toEqual({
      ok: true,
      rows: [
        { name: 'Doe, Jane', note: 'said "hi"\nand left' },
        { name: 'Åsa 🎉', note: '' },
        { name: '007', note: '=1+1' },
      ],
    });
  });

  it('tells every line whose cells do not fit the first line', () => {
    expect(faultsOf('a,b\n1,2\n3\n"x\ny",5\n6,7,8\n')).toEqual([
      'line 3: has 1 cells; the first line names 2 columns.',
      'line 6: has 3 cells; the first line names 2 columns.',
    ]);
  });

  it('tells columns without a name and names that are used twice', () => {
    expect(faultsOf('a,,a\n1,2,3\n')).toEqual([
      'line 1: column 2 has no name.',
      'line 1: column 3 is named "a" like column 1.',
    ]);
  });

  it('tells the line of a quote that is never closed', () => {
    expect(faultsOf('a,b\n1,"2\n')[0]).toMatch(/^line \d+: Quote Not Closed/);
  });

  it('must hold a first line and at least one row', () => {
    expect(faultsOf('')).toEqual(['is empty; its first line names the columns.']);
    expect(faultsOf('a,b\n')).toEqual(['holds no row below its first line.']);
  });

  it('is told with at most 50 faults and how many more there are', () => {
    const faults = faultsOf(`a,b\n${'1\n'.repeat(60)}`);
    expect(faults).toHaveLength(51);
    expect(faults.at(-1)).toBe('has 10 more faults of this kind.');
  });

  it('gives back whatever a CSV writer wrote', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\u0000'));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), (records) => {
        const text = stringify([['x', 'y'], ...records], { quoted: true });
        expect(parseRowsFile(text)).toEqual({ ok: true, rows: records.map(([x, y]) => ({ x, y })) });
      }),
    );
  });
});
