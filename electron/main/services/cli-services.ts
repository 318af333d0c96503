import { EnqueueInput } from '../../../shared/ipc/contract.ts';
import { readFailure } from '../../database/failures.ts';
import { logPage } from '../../database/queries.ts';
import type { Services } from '../cli/services.ts';
import type { Core } from '../core.ts';
import { checkMachine } from './checks.ts';
import { findJobs } from './find-jobs.ts';
import { importFlow } from './flow-import.ts';
import { jobDetail } from './job-detail.ts';

/** The services behind the commands: the same queue, flows and reader that answer the window. */
export function cliServices(core: Core): Services {
  const { db, queue, flows, jobs, publisher, reader, paths } = core;
  return {
    importFlow: (_fileName, text) => importFlow(flows, text),
    enqueue: (input) => jobs.enqueue(EnqueueInput.parse(input)),
    listJobs: (filter) => findJobs(core, filter),
    getJob: (id) => jobDetail(db, id),
    getFailure: (id) => readFailure(db, { id }),
    cancelJob: (id) => queue.cancel(id),
    retryJob: (id) => jobs.retry(id),
    resumeJob: (id, from) => queue.resume(id, from),
    readSheet: async (bytes) => (await reader.call('readSheet', { bytes: new Uint8Array(bytes) })).cells,
    answerJob(jobId, text) {
      // An unknown number is told as such.
      jobDetail(db, jobId);
      core.live.wish(jobId, { kind: 'answer', text });
    },
    logLines: (jobId, after, limit) => logPage(db, { jobId, limit, after }).lines,
    lastLogLines: (jobId, limit) => logPage(db, { jobId, limit }).lines,
    watchJobs(onChange) {
      const watches = [
        publisher.on('jobChanged', ({ id }) => onChange(id)),
        publisher.on('activity', (id) => onChange(id)),
        publisher.on('lines', (id) => onChange(id)),
      ];
      return { dispose: () => watches.forEach((watch) => void watch.dispose()) };
    },
    isQueuePaused: () => queue.isPaused(),
    searchLogs: (input) => reader.call('searchLogs', input),
    exportRows: (input) => reader.call('exportRows', input),
    artifactsDir: paths.artifacts,
    runChecks: () => checkMachine(paths),
  };
}
