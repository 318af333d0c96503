import * as z from 'zod';
import { LiveInputs } from './live-input.ts';
import { MAX_ANSWER } from './question.ts';
import { StepPath } from './run-options.ts';

/** What a person wants of a failed step whose browser is kept open. `step` = tried again with these parameters. */
export const HeldChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('retry'), step: z.unknown().optional() }),
  z.strictObject({ kind: z.literal('skip') }),
  z.strictObject({ kind: z.literal('giveUp') }),
]);
export type HeldChoice = z.output<typeof HeldChoice>;

/** What a person wants of a running job. */
export const LiveWish = z.discriminatedUnion('kind', [
  /** Stand still before the next step. */
  z.strictObject({ kind: z.literal('pause') }),
  /** Run one step, then stand still again. */
  z.strictObject({ kind: z.literal('step') }),
  z.strictObject({ kind: z.literal('resume') }),
  /** From now on stand still before these steps, and no others. */
  z.strictObject({ kind: z.literal('breakpoints'), paths: z.array(StepPath).max(100) }),
  z.strictObject({ kind: z.literal('takeOver') }),
  z.strictObject({ kind: z.literal('giveBack') }),
  /** Only while taken over. */
  z.strictObject({ kind: z.literal('input'), events: LiveInputs }),
  z.strictObject({ kind: z.literal('answer'), text: z.string().max(MAX_ANSWER) }),
  z.strictObject({ kind: z.literal('held'), choice: HeldChoice }),
]);
export type LiveWish = z.output<typeof LiveWish>;
