import type { BrowserWindow } from 'electron';
import { app, dialog, shell } from 'electron';
import { systemClock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppContract, ExportFormat } from '../../../shared/ipc/contract.ts';
import type { CallHandlers } from '../../../shared/ipc/define.ts';
import { getSummary, listArtifacts, logPage, rowsPage } from '../../database/queries.ts';
import type { Core } from '../core.ts';
import { checkMachine } from '../services/checks.ts';
import { findJobs } from '../services/find-jobs.ts';
import { importFlow } from '../services/flow-import.ts';
import { jobDetail } from '../services/job-detail.ts';
import { confine } from '../window/confine.ts';
import { workersNow } from './workers-now.ts';

export interface CallDeps {
  readonly core: Core;
  readonly window: () => BrowserWindow | undefined;
}

/** What the window may ask: each answer is one or two lines that call a service. */
export function windowCalls({ core, window }: CallDeps): CallHandlers<AppContract> {
  const { db, queue, flows, jobs, supervisor, ledger, reader, paths } = core;
  return {
    'app.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      chromium: process.versions.chrome ?? '',
      node: process.versions.node,
      dataDir: paths.root,
      platform: process.platform,
    }),
    'app.check': async () => {
      const startedAt = systemClock.monotonic();
      const checks = await checkMachine(paths);
      return { checks, tookMs: systemClock.monotonic() - startedAt };
    },

    'jobs.list': (filter) => findJobs(core, filter),
    'jobs.counts': () => queue.counts(),
    'jobs.get': ({ id }) => jobDetail(db, id),
    'jobs.enqueue': (request) => ({ ids: jobs.enqueue(request) }),
    'jobs.cancel': ({ id }) => ({ outcome: queue.cancel(id) }),
    'jobs.retry': ({ id }) => ({ outcome: queue.retry(id) }),
    'jobs.runNow': ({ id }) => ({ moved: queue.runNow(id) }),

    'logs.page': (input) => logPage(db, input),
    'rows.page': (input) => rowsPage(db, input),
    'rows.export': async ({ jobId, dataset, format }) => {
      const path = await askWhereToSave(window(), `${dataset}.${format}`, format);
      if (path === null) return { path, rows: 0 };
      const { rows } = await reader.call('exportRows', { jobIds: [jobId], dataset, format, path });
      return { path, rows };
    },
    'artifacts.reveal': ({ jobId, artifactId }) => {
      const artifact = listArtifacts(db, getSummary(db, jobId).id).find(({ id }) => id === artifactId);
      const file = artifact === undefined ? null : confine(paths.artifacts, `/${encodeURI(artifact.path)}`);
      if (file === null) throw new AppError('not_found', 'This artifact is not there any more.');
      shell.showItemInFolder(file);
      return { done: true };
    },

    'flows.list': () => ({ flows: flows.list() }),
    'flows.get': ({ id }) => {
      const { summary, text } = flows.get(id);
      return { summary, text };
    },
    'flows.import': ({ text }) => importFlow(flows, text),
    'sample.run': () => {
      const [id] = jobs.enqueue({ flowId: core.sampleId, inputs: {}, priority: 0 });
      if (id === undefined) throw new AppError('internal', 'The sample was not queued.');
      return { id };
    },

    'workers.list': () => workersNow({ supervisor, ledger }),
    'queue.get': () => ({ paused: queue.isPaused() }),
    'queue.setPaused': ({ paused }) => {
      queue.setPaused(paused);
      return { paused: queue.isPaused() };
    },
  };
}

const FORMAT_NAMES: Record<ExportFormat, string> = { csv: 'CSV', json: 'JSON', xlsx: 'Excel workbook' };

async function askWhereToSave(
  window: BrowserWindow | undefined,
  fileName: string,
  format: ExportFormat,
): Promise<string | null> {
  const options = {
    title: 'Export rows',
    defaultPath: fileName.replace(/[^\p{L}\p{N}._ -]/gu, '_'),
    filters: [{ name: FORMAT_NAMES[format], extensions: [format] }],
  };
  const { canceled, filePath } =
    window === undefined
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(window, options);
  return canceled || filePath === '' ? null : filePath;
}
