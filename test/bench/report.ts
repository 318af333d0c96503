import { type BarName, LIMITS } from './limits.ts';

export interface Bar {
  readonly name: BarName;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  readonly better: 'lower' | 'higher';
  readonly ok: boolean;
}

/** A measured value against its limit. */
export function bar(name: BarName, value: number): Bar {
  const { limit, unit, better } = LIMITS[name];
  const ok = better === 'lower' ? value <= limit : value >= limit;
  return { name, value: rounded(value), unit, limit, better, ok };
}

/** Prints the one JSON object of a benchmark on standard output. */
export function printReport(
  bench: string,
  versions: Record<string, string>,
  bars: readonly Bar[],
  raw: unknown,
): void {
  process.stdout.write(`${JSON.stringify({ bench, versions, bars, raw })}\n`);
}

/** Three digits after the point: nothing here is more exact. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The middle value; the mean of the two middle ones when their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return (low + high) / 2;
}

/** The value that a share of them (0 … 1) does not exceed; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
