import type { WorkerSample } from '../../../shared/job/pool.ts';
import type { Metric } from './metrics.ts';
import { HOUR_MS } from './samples.ts';

/** One column a minute: ends of minutes stand still while time goes on, so the picture moves once a minute. */
export const COLUMNS = 60;
const MINUTE_MS = HOUR_MS / COLUMNS;

/** A need of one worker over the last hour. */
export interface Spark {
  /** The highest value of each minute, oldest first; null where nothing was heard. */
  readonly columns: readonly (number | null)[];
  /** Lowest and highest of all samples; null when there is none. */
  readonly range: { readonly min: number; readonly max: number } | null;
}

/** @param now epoch milliseconds */
export function sparkOf(samples: readonly WorkerSample[], metric: Metric, now: number): Spark {
  const end = Math.ceil(now / MINUTE_MS) * MINUTE_MS;
  const columns: (number | null)[] = new Array(COLUMNS).fill(null);
  const values: number[] = [];
  for (const sample of samples) {
    const column = COLUMNS - 1 - Math.floor((end - 1 - sample.at) / MINUTE_MS);
    if (column < 0 || column >= COLUMNS) continue;
    const value = metric.read(sample);
    columns[column] = Math.max(columns[column] ?? value, value);
    values.push(value);
  }
  const range = values.length === 0 ? null : { min: Math.min(...values), max: Math.max(...values) };
  return { columns, range };
}

/**
 * The columns as the path of a line; it breaks where nothing was heard, and a column alone is a dot.
 * @param top the value at the upper edge
 */
export function sparkPath(columns: Spark['columns'], top: number, width: number, height: number): string {
  const step = width / (columns.length - 1);
  const parts: string[] = [];
  let isOpen = false;
  columns.forEach((value, index) => {
    if (value === null) {
      isOpen = false;
      return;
    }
    const x = round(index * step);
    const y = round(height - (Math.min(value, top) / top) * height);
    const isAlone = !isOpen && (columns[index + 1] ?? null) === null;
    parts.push(isAlone ? `M${x} ${y}h0.01` : `${isOpen ? 'L' : 'M'}${x} ${y}`);
    isOpen = true;
  });
  return parts.join('');
}

/** `CPU over the last hour: lowest 2 %, highest 97 %, now 34 %` */
export function sparkWords(metric: Metric, spark: Spark, present: number): string {
  const now = `now ${metric.format(present)}`;
  if (spark.range === null) return `${metric.name}: ${now}; nothing was measured in the last hour`;
  const { min, max } = spark.range;
  return `${metric.name} over the last hour: lowest ${metric.format(min)}, highest ${metric.format(max)}, ${now}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
