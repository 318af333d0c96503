import { AppError } from '../../../shared/errors.ts';
import type { FlowId } from '../../../shared/ids.ts';
import type { FlowTrash } from '../flows/flow-trash.ts';
import type { ReaderClient } from '../reader-client.ts';

/**
 * Removes a flow in the trash for good.
 * @throws AppError 'conflict' while jobs of it wait or run: they would wait for ever
 */
export async function removeFlow(
  trash: FlowTrash,
  reader: Pick<ReaderClient, 'call'>,
  id: FlowId,
): Promise<void> {
  const { open } = await reader.call('countFlowJobs', { flowId: id });
  if (open > 0) {
    const jobs = open === 1 ? '1 job of the flow waits or runs' : `${open} jobs of the flow wait or run`;
    throw new AppError('conflict', `${jobs}: cancel them first, or let them end.`);
  }
  trash.remove(id);
}
