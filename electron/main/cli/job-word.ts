import { JobId } from '../../../shared/ids.ts';

/** The number of a job as a person types it, `12` or `#12`; null when it is none. */
export function readJobId(word: string): JobId | null {
  if (!/^#?\d{1,15}$/.test(word)) return null;
  const parsed = JobId.safeParse(Number(word.replace('#', '')));
  return parsed.success ? parsed.data : null;
}
