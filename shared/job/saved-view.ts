import * as z from 'zod';
import { JobSort } from './query-terms.ts';
import { DisplayState } from './state.ts';

/** A search that a person gave a name. Its text is read anew each time, so that `after:today` stays today. */
export const SavedView = z.strictObject({
  name: z.string().trim().min(1).max(60),
  text: z.string().max(500),
  state: DisplayState.nullable(),
  sort: JobSort,
});
export type SavedView = z.output<typeof SavedView>;

/** Views that one may keep. */
export const MOST_VIEWS = 30;

export const SavedViews = z.array(SavedView).max(MOST_VIEWS);
