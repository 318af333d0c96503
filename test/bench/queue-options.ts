import { parseArgs } from 'node:util';

/** The parts of the queue's benchmark, in the order they run. */
export const PARTS = ['raw', 'plainjob', 'log', 'search', 'first-action'] as const;
export type Part = (typeof PARTS)[number];

/** How much is measured. */
export interface QueueOptions {
  /** Adds a depth of a million pending and a million completed jobs, and a log of three million lines. */
  readonly full: boolean;
  /** Multiplies every depth but the smallest, to try a long run in a short time; its figures are worth nothing then. */
  readonly scale: number;
  readonly parts: ReadonlySet<Part>;
}

/** How deep the queue is, under the name that its bars carry. */
export interface Depth {
  readonly name: '1k' | '100k' | '1M';
  readonly pending: number;
  readonly completed: number;
}

/** `--full`, `--scale 0.01`, `--only log --only search`. @throws Error with the usage */
export function readOptions(args: readonly string[]): QueueOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      full: { type: 'boolean' },
      scale: { type: 'string' },
      only: { type: 'string', multiple: true },
    },
  });
  const scale = Number(values.scale ?? 1);
  const parts = PARTS.filter((part) => values.only === undefined || values.only.includes(part));
  if (!(scale > 0 && scale <= 1) || parts.length < (values.only?.length ?? 0))
    throw new Error(`usage: bench:queue [--full] [--scale 0…1] [--only ${PARTS.join('|')}]…`);
  return { full: values.full === true, scale, parts: new Set(parts) };
}

/** The depths to measure at, the smallest first: all growth is told from it. */
export function depthsOf({ full, scale }: QueueOptions): Depth[] {
  const scaled = (jobs: number): number => Math.round(jobs * scale);
  const million = { name: '1M', pending: scaled(1_000_000), completed: scaled(1_000_000) } as const;
  return [
    { name: '1k', pending: 1_000, completed: 0 },
    { name: '100k', pending: scaled(100_000), completed: 0 },
    ...(full ? [million] : []),
  ];
}

/** What a log that is written to and searched holds before. */
export function linesOf({ full, scale }: QueueOptions): { written: number; searched: number } {
  const [written, searched] = full ? [3_000_000, 1_000_000] : [200_000, 200_000];
  return { written: Math.round(written * scale), searched: Math.round(searched * scale) };
}
