import type { BrowserWindow } from 'electron';
import type { Core } from '../../core.ts';
import { askWhereToSave } from './ask-where-to-save.ts';
import type { CallsOf } from './part.ts';

/** What the Results screen asks: the reader answers, main only asks where to save. */
export function datasetCalls(
  { reader }: Pick<Core, 'reader'>,
  window: () => BrowserWindow | undefined,
): CallsOf<'results'> {
  return {
    'results.datasets': (input) => reader.call('listDatasets', input),
    'results.runs': (input) => reader.call('listRuns', input),
    'results.page': (input) => reader.call('resultsPage', input),
    'results.copy': (input) => reader.call('resultsTable', input),
    'results.export': async (input) => {
      const path = await askWhereToSave(window(), `${input.look.dataset}.${input.format}`, input.format);
      if (path === null) return { path, rows: 0, complete: true };
      const { rows, complete } = await reader.call('exportResults', { ...input, path });
      return { path, rows, complete };
    },
  };
}
