const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Beginnings of month names in languages of many shops and offices, as the number of the month. */
const OTHER_MONTHS: Readonly<Record<string, number>> = {
  // German
  jän: 1,
  mär: 3,
  mai: 5,
  okt: 10,
  dez: 12,
  // French
  janv: 1,
  fév: 2,
  fevr: 2,
  mars: 3,
  avr: 4,
  juin: 6,
  juil: 7,
  aoû: 8,
  aou: 8,
  déc: 12,
  // Spanish, Italian, Portuguese
  ene: 1,
  gen: 1,
  fev: 2,
  abr: 4,
  mag: 5,
  giu: 6,
  lug: 7,
  ago: 8,
  set: 9,
  ott: 10,
  out: 10,
  dic: 12,
  // Dutch, Scandinavian
  mrt: 3,
  maj: 5,
  mei: 5,
  des: 12,
};

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const WORD = '\\p{L}{3,12}';
const DAY = '(\\d{1,2})(?:st|nd|rd|th|\\.|º)?';
/** Each way of writing a day, with what its groups mean. */
const FORMS: readonly (readonly [RegExp, (a: string, b: string, c: string) => DateParts | null])[] = [
  [/(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/u, (a, b, c) => parts(a, b, c)],
  [
    new RegExp(`(?<!\\d)${DAY}\\s+(?:de\\s+)?(${WORD})\\.?,?\\s+(?:de\\s+)?(\\d{4})(?!\\d)`, 'u'),
    (a, b, c) => named(c, b, a),
  ],
  [new RegExp(`(${WORD})\\.?\\s+${DAY},?\\s+(\\d{4})(?!\\d)`, 'u'), (a, b, c) => named(c, a, b)],
  [
    /(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/u,
    (a, b, c) => (Number(b) > 12 ? parts(c, a, b) : parts(c, b, a)),
  ],
];
const TIME =
  /(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(am|pm|a\.m\.|p\.m\.)?\s*(Z|[+-]\d{2}:?\d{2})?/iu;

/**
 * The first date of a text as ISO: `2024-03-12`, with a time `2024-03-12T14:30:00`, with a zone only when the text has one.
 * Read are ISO dates, `12 March 2024`, `March 12, 2024` (names in several languages), `12.03.2024`;
 * of `03/04/2024` the first number is the day, unless the second is above 12. Null when there is no date or no such day.
 */
export function parseDate(text: string): string | null {
  for (const [form, read] of FORMS) {
    const found = form.exec(text);
    if (found === null) continue;
    const date = read(found[1] ?? '', found[2] ?? '', found[3] ?? '');
    if (date === null) continue;
    const day = `${date.year}-${two(date.month)}-${two(date.day)}`;
    return day + timeOf(text.slice(found.index + found[0].length));
  }
  return null;
}

function parts(year: string, month: string, day: string): DateParts | null {
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= daysIn(date) ? date : null;
}

function named(year: string, monthName: string, day: string): DateParts | null {
  const month = monthNumber(monthName.toLowerCase());
  return month === null ? null : parts(year, String(month), day);
}

function monthNumber(name: string): number | null {
  const other = Object.entries(OTHER_MONTHS).find(([start]) => name.startsWith(start));
  if (other !== undefined) return other[1];
  const at = MONTHS.indexOf(name.slice(0, 3));
  return at < 0 ? null : at + 1;
}

function daysIn({ year, month }: { year: number; month: number }): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function timeOf(rest: string): string {
  const found = TIME.exec(rest);
  if (found === null) return '';
  const half = (found[4] ?? '').toLowerCase()[0];
  const given = Number(found[1]);
  const hour = half === undefined ? given : (given % 12) + (half === 'p' ? 12 : 0);
  if (hour > 23 || Number(found[2]) > 59 || Number(found[3] ?? 0) > 59) return '';
  return `T${two(hour)}:${found[2]}:${found[3] ?? '00'}${(found[5] ?? '').toUpperCase()}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
