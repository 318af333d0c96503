import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { StreamHandlers } from '../../../shared/ipc/define.ts';
import type { BulkProgress } from '../../../shared/job/demands.ts';
import type { BulkService } from '../services/bulk/bulk-service.ts';

/** How far the bulk operations are; a late subscriber first hears of those that run and of the last ones that are over. */
export function bulkProgress(
  bulk: Pick<BulkService, 'list' | 'onProgress'>,
): StreamHandlers<AppContract>['bulk.progress'] {
  return (_input, sink) => {
    const push = (progress: BulkProgress): void => sink.push(String(progress.id), progress);
    bulk.list().forEach(push);
    const listening = bulk.onProgress(push);
    return () => listening.dispose();
  };
}
