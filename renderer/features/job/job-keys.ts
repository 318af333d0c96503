import type { JobWays } from './job-ways.ts';
import type { JobWish } from './job-wish.ts';
import type { JobStore } from './store.ts';

/** Only for a job that waits. */
const WISH_KEYS: ReadonlyMap<string, JobWish['kind']> = new Map([
  ['e', 'change'],
  ['s', 'snooze'],
]);

/**
 * What a single key means for the job that is shown: `.` `r` `e` `s` act on it, `o` turns drawer and page.
 * @returns false when the key means nothing here
 */
export function jobKey(
  key: string,
  job: JobStore,
  ways: Pick<JobWays, 'onTurn'>,
  onWish: (wish: JobWish) => void,
): boolean {
  if (key === 'o') ways.onTurn();
  else if (key === '.') void job.cancel();
  else if (key === 'r') void job.retry();
  else {
    const kind = WISH_KEYS.get(key);
    const shown = job.store.getState().detail?.job;
    if (kind === undefined || shown?.state !== 'pending') return false;
    onWish({ kind, id: shown.id });
  }
  return true;
}
