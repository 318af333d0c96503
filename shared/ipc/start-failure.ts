import * as z from 'zod';
import { call } from './define.ts';

const None = z.strictObject({});
const Done = z.strictObject({ done: z.literal(true) });

/** Why the app did not start, as its window tells it. */
export const StartFailure = z.strictObject({
  title: z.string(),
  /** What is wrong and the mend; the terminal has the same. */
  sentence: z.string(),
  /** More lines of the same sentence, such as each wrong setting. */
  details: z.array(z.string()),
  /** The file or folder that it is about, absolute; null when it is about none. */
  path: z.string().nullable(),
  canTryAgain: z.boolean(),
  /** The file is damaged: it can be renamed, so that the app starts with an empty one. */
  canMoveAway: z.boolean(),
});
export type StartFailure = z.output<typeof StartFailure>;

/** What a try came to: null = the app starts, and its own window comes; else why it still does not. */
const Tried = z.strictObject({ failure: StartFailure.nullable() });

/** Everything that the window of a start that failed may ask. It knows nothing of jobs. */
export const startFailureContract = {
  'failure.get': call(None, StartFailure),
  'failure.showFile': call(None, Done),
  'failure.tryAgain': call(None, Tried),
  'failure.moveAway': call(None, Tried),
  'failure.quit': call(None, Done),
} as const;
export type StartFailureContract = typeof startFailureContract;
