import { AppError } from '../../../shared/errors.ts';
import type { FlowId } from '../../../shared/ids.ts';
import type { FlowTrash } from '../flows/flow-trash.ts';

/**
 * Removes a flow in the trash for good.
 * @throws AppError 'conflict' while jobs of it wait or run: they would wait for ever
 */
export async function removeFlow(
  trash: FlowTrash,
  countJobs: (id: FlowId) => Promise<{ readonly open: number }>,
  id: FlowId,
): Promise<void> {
  const { open } = await countJobs(id);
  if (open > 0) {
    const jobs = open === 1 ? '1 job of the flow waits or runs' : `${open} jobs of the flow wait or run`;
    throw new AppError('conflict', `${jobs}: cancel them first, or let them end.`);
  }
  trash.remove(id);
}
