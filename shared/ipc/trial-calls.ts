import * as z from 'zod';
import { InputValue } from '../flow/input.ts';
import { Target } from '../flow/target.ts';
import { FlowId, JobId } from '../ids.ts';
import { Highlighted, PickedList, Pointed, TrialPoint, TrialRun } from '../live/trial.ts';
import { call } from './define.ts';

const Done = z.strictObject({ done: z.literal(true) });
/** The draft as the text of a flow file. */
const DraftText = z.string().max(5_000_000);

export const TrialStart = z.strictObject({
  /** The flow whose draft it is; null = it was never saved. */
  flowId: FlowId.nullable(),
  text: DraftText,
  run: TrialRun,
  inputs: z.record(z.string(), InputValue).default({}),
  /** Undefined = as the draft says. */
  headed: z.boolean().optional(),
});

/** Trial runs of drafts: jobs whose browser stays open. While their steps run, all but `start` is refused. */
export const trialCalls = {
  /** Queues a trial; a draft or inputs that do not fit are answered with every fault. */
  'trial.start': call(TrialStart, z.strictObject({ jobId: JobId })),
  /** Runs the draft as it is now in the page of a trial that waits. */
  'trial.rerun': call(z.strictObject({ jobId: JobId, text: DraftText, run: TrialRun }), Done),
  /** Ends a trial that waits, as its last run ended. */
  'trial.end': call(z.strictObject({ jobId: JobId }), Done),
  /** The element at a place of the picture, and what finds it alone; null = there is none. */
  'trial.point': call(
    z.strictObject({ jobId: JobId, at: TrialPoint }),
    z.strictObject({ pointed: Pointed.nullable() }),
  ),
  /** All elements like the two at these places, and what stands in each. */
  'trial.list': call(
    z.strictObject({ jobId: JobId, first: TrialPoint, second: TrialPoint }),
    z.strictObject({ list: PickedList }),
  ),
  /** How many elements a target finds, and where. */
  'trial.highlight': call(z.strictObject({ jobId: JobId, target: Target }), Highlighted),
} as const;
