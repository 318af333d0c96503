const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/i;
const DURATION = /^(\d{1,6})(s|m|h|d)$/i;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const MOST_MS = 366 * 86_400_000;

/**
 * A date with a time as ISO 8601 writes it; without a zone it is that of this machine. Null when it is none.
 * @returns epoch milliseconds
 */
export function readDateTime(text: string): number | null {
  const [, year, month, day] = DATE_TIME.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  // The language takes February 31 for March 3; a person meant something else.
  if (day > daysIn(year, month)) return null;
  const at = Date.parse(text.replace(' ', 'T'));
  return Number.isNaN(at) || at < 0 ? null : at;
}

/** `90s`, `10m`, `2h`, `1d`, at most 366 days; null when it is none. @returns milliseconds */
export function readDuration(text: string): number | null {
  const [, number, unit] = DURATION.exec(text) ?? [];
  const unitMs = UNIT_MS[unit?.toLowerCase() ?? ''];
  if (number === undefined || unitMs === undefined) return null;
  const ms = Number(number) * unitMs;
  return ms > MOST_MS ? null : ms;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
