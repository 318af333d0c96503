import type { SweeperDeps } from '../queue/sweeper.ts';
import type { DataWatch } from './data-watch.ts';

/** The queue as its sweeper sees it: while the data file cannot be written no heartbeat is either, so no lease is judged. */
export function judgedQueue(
  queue: SweeperDeps['queue'],
  watch: Pick<DataWatch, 'isHolding'>,
): SweeperDeps['queue'] {
  return {
    reclaimExpired: () => (watch.isHolding() ? [] : queue.reclaimExpired()),
    promoteDue: () => (watch.isHolding() ? null : queue.promoteDue()),
  };
}
