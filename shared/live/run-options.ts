import * as z from 'zod';

/** How a step of a flow is named, whatever holds it. */
export const StepPath = z
  .string()
  .regex(/^\d{1,5}(\.\d{1,5}){0,20}$/, 'A step is named by its path: 3 or 4.2.')
  .max(100);

/** How a step of the flow itself is named: by its number. */
const TopPath = z.string().regex(/^[1-9]\d{0,4}$/, 'Only a step of the flow itself can be named: 3.');

/** How long a failed step's browser may be kept open, minutes. */
export const HoldMinutes = z.int().min(1).max(240);

/** How the steps of one job are run when that is not simply all of them, one after another. */
export const RunOptions = z.strictObject({
  /** Begins at this step of the flow; what comes before it is left out. */
  from: TopPath.optional(),
  /** Runs this step of the flow alone. */
  only: TopPath.optional(),
  /** Stands still before each of these steps. */
  breakpoints: z.array(StepPath).max(100).optional(),
  /** Milliseconds of rest before each step. */
  slowMs: z.int().min(1).max(60_000).optional(),
  /** Keeps the browser of a failed step open for so many minutes; 0 = not, whatever the flow says. */
  holdMinutes: z.union([z.literal(0), HoldMinutes]).optional(),
});
export type RunOptions = z.output<typeof RunOptions>;
