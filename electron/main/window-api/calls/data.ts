import type { DataWatch } from '../../health/data-watch.ts';
import type { CallsOf } from './part.ts';

/** The data file, as far as a window asks for it. */
export function dataCalls({ dataWatch }: { readonly dataWatch: Pick<DataWatch, 'now'> }): CallsOf<'data'> {
  return { 'data.health': () => dataWatch.now() };
}
