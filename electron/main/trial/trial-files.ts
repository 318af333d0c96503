import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JobId } from '../../../shared/ids.ts';
import type { LogLevel } from '../../../shared/job/schema.ts';

/** Removes the files of trials that were removed. What cannot be removed is told and does no harm. */
export function removeTrialFiles(
  artifacts: string,
  ids: readonly JobId[],
  note: (level: LogLevel, source: string, message: string) => void,
): void {
  for (const id of ids) {
    try {
      rmSync(join(artifacts, String(id)), { recursive: true, force: true });
    } catch (error) {
      note('WARN', 'trials', `files of the trial #${id} are left behind: ${String(error)}`);
    }
  }
}
