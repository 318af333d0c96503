import * as z from 'zod';

/** What on the computer has no room for more jobs. */
export const PaceReason = z.enum(['memory', 'processor', 'worker']);
export type PaceReason = z.output<typeof PaceReason>;

/** A worker runs fewer jobs at once than it may. */
export const Pace = z.strictObject({
  /** So many at most for now. */
  jobs: z.int().min(1).max(50),
  why: PaceReason,
});
export type Pace = z.output<typeof Pace>;

const WORDS: Readonly<Record<PaceReason, string>> = {
  memory: 'memory is short',
  processor: 'the processor is busy',
  worker: 'the worker is late with its work',
};

/** `slowed to 3: the processor is busy` */
export function paceWords({ jobs, why }: Pace): string {
  return `slowed to ${jobs}: ${WORDS[why]}`;
}
