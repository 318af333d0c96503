import type { BrowserWindow } from 'electron';
import { shell } from 'electron';
import { systemClock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { ExportFormat } from '../../../../shared/ipc/contract.ts';
import { ownRowsPage } from '../../../database/own-rows.ts';
import { getSummary, listArtifacts, logPage, rowsPage } from '../../../database/queries.ts';
import type { Core } from '../../core.ts';
import { confine } from '../../window/confine.ts';
import type { ArtifactAddress } from '../../window/serve-artifact.ts';
import { askWhere } from '../ask-where.ts';
import type { CallsOf } from './part.ts';

/** Opens a trace of a job in the viewer. */
export type OpenTrace = (address: ArtifactAddress, title: string) => void;

/** What attempts brought: log lines, rows and files. @param window the one that a dialog belongs to */
export function resultCalls(
  { db, reader, paths }: Pick<Core, 'db' | 'reader' | 'paths'>,
  window: () => BrowserWindow | undefined,
  openTrace: OpenTrace,
): CallsOf<'logs' | 'rows' | 'artifacts'> {
  return {
    'logs.page': (input) => logPage(db, input),
    'logs.search': async (input) => {
      const startedAt = systemClock.monotonic();
      const found = await reader.call('searchLogs', input);
      return { ...found, tookMs: systemClock.monotonic() - startedAt };
    },
    'rows.page': (input) => rowsPage(db, input),
    'rows.export': async ({ jobId, dataset, format }) => {
      const path = await askWhereToSave(window(), `${dataset}.${format}`, format);
      if (path === null) return { path, rows: 0 };
      const { rows } = await reader.call('exportRows', { jobIds: [jobId], dataset, format, path });
      return { path, rows };
    },
    'artifacts.openTrace': ({ jobId, artifactId }) => {
      const job = getSummary(db, jobId);
      const trace = listArtifacts(db, job.id).find(({ id, kind }) => id === artifactId && kind === 'trace');
      if (trace === undefined) throw new AppError('not_found', 'This trace is not there any more.');
      openTrace({ jobId, artifactId }, `Trace of job ${jobId}, ${job.flowName}`);
      return { done: true };
    },
    'rows.own': (input) => ownRowsPage(db, input),
    'rows.exportFailed': async ({ jobId }) => {
      const path = await askWhereToSave(window(), `failed rows of job ${jobId}.csv`, 'csv');
      if (path === null) return { path, rows: 0 };
      const { rows } = await reader.call('exportFailedRows', { jobId, path });
      return { path, rows };
    },
    'rows.readSheet': (input) => reader.call('readSheet', input),
    'artifacts.reveal': ({ jobId, artifactId }) => {
      const artifact = listArtifacts(db, getSummary(db, jobId).id).find(({ id }) => id === artifactId);
      const file = artifact === undefined ? null : confine(paths.artifacts, `/${encodeURI(artifact.path)}`);
      if (file === null) throw new AppError('not_found', 'This artifact is not there any more.');
      shell.showItemInFolder(file);
      return { done: true };
    },
  };
}

const FORMAT_NAMES: Record<ExportFormat, string> = { csv: 'CSV', json: 'JSON', xlsx: 'Excel workbook' };

function askWhereToSave(
  window: BrowserWindow | undefined,
  fileName: string,
  format: ExportFormat,
): Promise<string | null> {
  return askWhere(window, { title: 'Export rows', fileName, kind: FORMAT_NAMES[format], extension: format });
}
