import type { JobId } from '../../../shared/ids.ts';

/** Address under which the window may read one artifact; main looks up the file. */
export function artifactUrl(jobId: JobId, artifactId: number): string {
  return `artifact://job/${jobId}/${artifactId}`;
}
