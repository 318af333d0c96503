import * as z from 'zod';
import { FlowId } from '../ids.ts';
import { InputSpec } from './input.ts';

/** What lists and the run dialog need to know of a saved flow. */
export const FlowSummary = z.strictObject({
  id: FlowId,
  name: z.string(),
  description: z.string(),
  version: z.int(),
  stepCount: z.int(),
  inputs: z.record(z.string(), InputSpec),
  headless: z.boolean(),
  /** What a person finds it by; kept beside its file. */
  tags: z.array(z.string()),
  /** True for the flows that come with the app and run against its practice site. */
  isExample: z.boolean(),
  /** Its jobs wait while it is paused. */
  paused: z.boolean(),
  /** How many of its jobs may run at once; null = no limit of its own. */
  maxRunning: z.int().nullable(),
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type FlowSummary = z.output<typeof FlowSummary>;
