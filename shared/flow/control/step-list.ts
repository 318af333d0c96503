import * as z from 'zod';
import { Step } from '../step.ts';

/** Most steps of one list; a whole flow may hold no more either. */
const MAX_LIST = 10_000;

/** The steps inside a step. An interface, because the type of a step holds itself through it. */
export interface StepList extends ReadonlyArray<Step> {}

// Both are looked up when the first flow is read: a step's schema holds lists, and a list holds steps. For the same reason
// the control steps are imported through catalog.ts or step.ts alone: one of them as the first module would come too early.

/** Steps inside a step, at least one. */
export const StepList: z.ZodType<StepList> = z.lazy(() => z.array(Step).min(1).max(MAX_LIST));

/** Steps inside a step, perhaps none. */
export const MaybeSteps: z.ZodType<StepList> = z.lazy(() => z.array(Step).max(MAX_LIST));
