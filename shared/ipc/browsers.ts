import * as z from 'zod';
import { Installable } from '../browsers/installable.ts';

/** A kind of browser that jobs can use, on this computer or not. */
export const BrowserSummary = z.strictObject({
  id: z.enum(['custom', 'playwright', 'headless-shell', 'firefox', 'webkit', 'chrome', 'edge', 'chromium']),
  name: z.string(),
  /** The program; null = it is not on this computer. */
  path: z.string().nullable(),
  /** As it says of itself; null = not known (yet). */
  version: z.string().nullable(),
  /** The jobs that get it: those without a window, those with one, those of flows that name it. */
  usedFor: z.array(z.enum(['headless', 'headed', 'named'])),
  /** The build that the app can install for it; null = it comes from elsewhere. */
  installs: Installable.nullable(),
});
export type BrowserSummary = z.output<typeof BrowserSummary>;

/** The installation that runs, or why the last one did not come to its end. */
export const Installation = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('running'),
    kind: Installable,
    /** What is downloaded now; null = nothing yet. */
    part: z.string().nullable(),
    /** Of that part; null = not told. */
    percent: z.number().min(0).max(100).nullable(),
    /** Size of that part in bytes; null = not told. */
    bytes: z.number().nonnegative().nullable(),
  }),
  z.strictObject({
    state: z.literal('failed'),
    kind: Installable,
    message: z.string(),
    /** What to do: one sentence. */
    mend: z.string(),
  }),
]);
export type Installation = z.output<typeof Installation>;

export const BrowsersNow = z.strictObject({
  browsers: z.array(BrowserSummary),
  installation: Installation.nullable(),
});
export type BrowsersNow = z.output<typeof BrowsersNow>;
