/** Digits with what people put between them; a sign before them, or before the currency. */
const NUMBER = /\d(?:[\d.,'’٫٬]|[ {3}](?=\d{3}(?!\d)))*/;

/**
 * The first number of a text, in the ways people write it: `£18.40` → 18.4, `1.234,50 €` → 1234.5, `−3 %` → -3.
 * The rule for the decimal sign:
 * - with both `.` and `,` present, the last one is the decimal sign;
 * - a sign that stands there several times separates thousands;
 * - a lone `,` followed by exactly three digits separates thousands (`1,234` → 1234), else it is decimal (`18,40`);
 * - a lone `.` is decimal (`1.234` → 1.234); spaces and apostrophes between groups of three separate thousands.
 * Brackets around all of it make it negative, as book-keepers do. Null when there is no number.
 */
export function parseNumber(text: string): number | null {
  const found = NUMBER.exec(text);
  if (found === null) return null;
  const value = Number(withPoint(found[0].replace(/[.,'’٫٬]+$/, '')));
  if (!Number.isFinite(value)) return null;
  const before = text.slice(0, found.index);
  const negative = /[-−–]\s*[^\s\d]{0,4}\s*$/.test(before) || /^\s*\(.*\)\s*$/s.test(text);
  return negative && value !== 0 ? -value : value;
}

function withPoint(written: string): string {
  const plain = written.replaceAll(/[\s'’٬]/g, '').replaceAll('٫', '.');
  const points = plain.split('.').length - 1;
  const commas = plain.split(',').length - 1;
  if (points > 0 && commas > 0) {
    const decimal = plain.lastIndexOf('.') > plain.lastIndexOf(',') ? '.' : ',';
    const thousands = decimal === '.' ? ',' : '.';
    return plain.replaceAll(thousands, '').replace(decimal, '.');
  }
  if (points > 1) return plain.replaceAll('.', '');
  if (commas > 1) return plain.replaceAll(',', '');
  if (commas === 1) return plain.replace(',', /,\d{3}$/.test(plain) ? '' : '.');
  return plain;
}
