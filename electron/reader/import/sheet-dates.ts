import { attribute, tags } from './xml.ts';

/** Number formats that every workbook knows and that show a date or a time. */
const BUILT_IN: ReadonlySet<number> = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** The styles of a workbook that show a number as a date: their numbers, as cells name them. */
export function dateStyles(stylesXml: string | null): ReadonlySet<number> {
  const dates = new Set<number>();
  if (stylesXml === null) return dates;
  const formats = new Map<number, string>();
  let inCells = false;
  let style = 0;
  for (const tag of tags(stylesXml)) {
    if (tag.name === 'numFmt')
      formats.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '');
    if (tag.name === 'cellXfs') inCells = tag.kind === 'open';
    if (tag.name !== 'xf' || tag.kind === 'close' || !inCells) continue;
    const format = Number(attribute(tag, 'numFmtId') ?? 0);
    if (BUILT_IN.has(format) || showsDate(formats.get(format) ?? '')) dates.add(style);
    style += 1;
  }
  return dates;
}

/** `yyyy-mm-dd` does, `0.00 "days"` and `[Red]0` do not. */
function showsDate(format: string): boolean {
  return /[ymdhs]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));
}

const DAY_MS = 86_400_000;

/** The date that a number of days stands for, as `2025-03-31` or `2025-03-31T14:05:00`. @param from1904 the workbook counts from 1904 */
export function dateText(days: number, from1904: boolean): string {
  // Day 60 of the other count is a 29 February 1900 that never was.
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const time = new Date(start + Math.round((days * DAY_MS) / 1000) * 1000);
  if (Number.isNaN(time.getTime())) return String(days);
  const [day = '', clock = ''] = time.toISOString().split('T');
  if (days < 1 && days >= 0) return clock.slice(0, 8);
  return Number.isInteger(days) ? day : `${day}T${clock.slice(0, 8)}`;
}
