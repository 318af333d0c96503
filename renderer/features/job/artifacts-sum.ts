import type { ArtifactRecord } from '../../../shared/job/schema.ts';
import { formatBytes, plural } from '../../ui/format.ts';

/** `3 files · 2.1 MB` */
export function artifactsSum(artifacts: readonly Pick<ArtifactRecord, 'bytes'>[]): string {
  const count = plural(artifacts.length, 'file');
  return `${count} · ${formatBytes(artifacts.reduce((sum, { bytes }) => sum + bytes, 0))}`;
}
