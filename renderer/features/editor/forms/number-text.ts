/** What a field shows a number as. */
export type Unit = 'seconds' | 'milliseconds' | null;

/** Keys that mean milliseconds, and how a form shows them: long times in seconds. */
const UNITS: Readonly<Record<string, Exclude<Unit, null>>> = {
  timeout: 'seconds',
  'waitFor.time': 'seconds',
  'ask.limit': 'seconds',
  'retry.backoffMs': 'seconds',
  'timeouts.step': 'seconds',
  'timeouts.navigation': 'seconds',
  'timeouts.job': 'seconds',
  delay: 'milliseconds',
  latency: 'milliseconds',
};

/** The unit of a key, by its place. */
export function unitOf(at: string): Unit {
  const key = at.slice(at.lastIndexOf('.') + 1);
  return UNITS[at] ?? UNITS[key] ?? null;
}

/** The text of a number's field. What is no number stands there as it is: it is shown with its fault. */
export function numberText(value: unknown, unit: Unit): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'number') return typeof value === 'string' ? value : JSON.stringify(value);
  // Through 12 digits, so that 1100 ms are 1.1 s and not 1.1000000000000001.
  return String(unit === 'seconds' ? Number((value / 1000).toPrecision(12)) : value);
}

/** The number that a text means, with a point or a comma; undefined when nothing stands there, else the text itself. */
export function numberValue(text: string, unit: Unit): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const number = /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)$/.test(trimmed)
    ? Number(trimmed.replace(',', '.'))
    : Number.NaN;
  if (!Number.isFinite(number)) return text;
  return unit === 'seconds' ? Number((number * 1000).toPrecision(15)) : number;
}
