import { parseArgs } from 'node:util';

/** The parts of the runner's benchmark, in the order they run; `loop` runs only when it is asked for. */
export const PARTS = ['trivial', 'steps', 'extract', 'memory', 'throughput', 'cancel', 'loop'] as const;
export type Part = (typeof PARTS)[number];

export interface RunnerOptions {
  readonly parts: ReadonlySet<Part>;
  /** Jobs of the day-long loop. */
  readonly loopJobs: number;
}

/** `--only trivial --only loop --jobs 2000`. @throws Error with the usage */
export function readOptions(args: readonly string[]): RunnerOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: 'string', multiple: true }, jobs: { type: 'string' } },
  });
  const usual = PARTS.filter((part) => part !== 'loop');
  const parts =
    values.only === undefined ? usual : PARTS.filter((part) => values.only?.includes(part) === true);
  const loopJobs = Number(values.jobs ?? 2000);
  if (parts.length < (values.only?.length ?? 0) || !Number.isInteger(loopJobs) || loopJobs < 400)
    throw new Error(`usage: bench:runner [--only ${PARTS.join('|')}]… [--jobs 400…]`);
  return { parts: new Set(parts), loopJobs };
}
