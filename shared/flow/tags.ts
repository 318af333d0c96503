import * as z from 'zod';

/** A word that a person puts on flows to find them by. Kept beside the flow, not in its file. */
export const FlowTag = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\s,:"]+$/u, 'a tag is one word, without commas, colons or quotes');
export type FlowTag = z.output<typeof FlowTag>;
