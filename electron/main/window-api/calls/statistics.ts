import type { ReaderClient } from '../../reader-client.ts';
import type { CallsOf } from './part.ts';

/** Counted by the reader: it walks over many jobs. */
export function statisticsCalls({
  reader,
}: {
  readonly reader: Pick<ReaderClient, 'call'>;
}): CallsOf<'statistics'> {
  return { 'statistics.causes': () => reader.call('failureCauses', {}) };
}
