import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeFileName, safeFileName } from '../../../electron/worker/file-name.ts';

test.each([
  ['report.csv', 'report.csv'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\temp\\a.txt', 'a.txt'],
  ['..', 'file'],
  ['', 'file'],
  ['.hidden', 'hidden'],
  ['a<b>:c?.txt', 'a_b__c_.txt'],
  ['con.txt', 'file-con.txt'],
  ['line\nbreak\u0000.txt', 'line_break_.txt'],
  ['résumé 1.pdf', 'résumé 1.pdf'],
  ['trailing. ', 'trailing'],
])('“%s” is kept as “%s”', (suggested, safe) => {
  expect(safeFileName(suggested)).toBe(safe);
});

const LETTERS = fc.constantFrom(...'ab./\\: *?"<>|\n\t\u0000\u202e\ufeffé😀', 'con', 'nul', '..');

test('whatever a page suggests, the name is one safe name', () => {
  fc.assert(
    fc.property(fc.string({ unit: LETTERS, maxLength: 300 }), (suggested) => {
      const name = safeFileName(suggested);
      expect(name).toMatch(/^[^\\/<>:"|?*\p{Cc}]{1,120}$/u);
      expect(['.', '..']).not.toContain(name);
    }),
  );
});

test('a long name keeps its ending, and a taken one gets a number', () => {
  expect(safeFileName(`${'x'.repeat(300)}.csv`)).toMatch(/^x{116}\.csv$/);
  expect(freeFileName('a.csv', new Set(['a.csv', 'a-2.csv']))).toBe('a-3.csv');
  expect(freeFileName('A.csv', new Set(['a.csv']))).toBe('A-2.csv');
  expect(freeFileName('b', new Set())).toBe('b');
});
