import * as z from 'zod';
import { JobId, LeaseEpoch } from '../ids.ts';
import { JobError } from '../job/error.ts';
import { Time } from '../job/schema.ts';
import { Question } from './question.ts';
import { TrialState } from './trial.ts';

/**
 * What the steps of a running job do: they `run`; a person wants them to stand still (`pausing` until the step under way has
 * ended, then `paused`); a step asks a person (`asking`); a step failed and its browser is kept open (`held`); a run of a trial
 * is over and its browser waits for the next one (`waiting`).
 */
export const LivePhase = z.enum(['running', 'pausing', 'paused', 'asking', 'held', 'waiting']);
export type LivePhase = z.output<typeof LivePhase>;

/** A failed step whose browser waits for a person. */
export const HeldFailure = z.strictObject({
  error: JobError,
  /** When the job fails as it would have. */
  until: Time,
  /** The step as JSON text, as the flow has it: what a person mends. Null = its parameters cannot be changed here. */
  step: z.string().max(100_000).nullable(),
  /** Null = it can be tried again; else the sentence that says why not. */
  whyNoRetry: z.string().nullable(),
});
export type HeldFailure = z.output<typeof HeldFailure>;

/** How the steps of one running attempt stand. It is kept in memory alone: what ends the attempt ends it. */
export const LiveState = z.strictObject({
  phase: LivePhase,
  /** A person has the page's mouse and keyboard, or gets them when the step under way has ended. */
  taken: z.boolean(),
  /** When this phase began. */
  since: Time,
  /** Path of the step that comes next, asks, or failed; null while the steps run. */
  step: z.string().max(100).nullable(),
  title: z.string().max(4_000),
  question: Question.nullable(),
  held: HeldFailure.nullable(),
  /** Only of a trial. */
  trial: TrialState.optional(),
});
export type LiveState = z.output<typeof LiveState>;

/** The state of one job; null = the attempt has ended. */
export const LiveChange = z.strictObject({
  jobId: JobId,
  epoch: LeaseEpoch,
  state: LiveState.nullable(),
});
export type LiveChange = z.output<typeof LiveChange>;

/** True when nothing goes on before a person does something. */
export function needsPerson({ phase, taken }: Pick<LiveState, 'phase' | 'taken'>): boolean {
  return phase === 'asking' || phase === 'held' || phase === 'paused' || taken;
}

/** What the state is called beside the job's own: empty while the steps run. */
export function liveWord({ phase, taken }: Pick<LiveState, 'phase' | 'taken'>): string {
  if (phase === 'asking') return 'waits for a person';
  if (phase === 'held') return 'held at failure';
  if (phase === 'waiting') return 'waits for the next trial run';
  if (taken) return phase === 'pausing' ? 'being taken over' : 'taken over';
  if (phase === 'paused') return 'paused';
  return phase === 'pausing' ? 'pauses before the next step' : '';
}
