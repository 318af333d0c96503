import type { JobId } from '../../../../shared/ids.ts';
import { readFailure } from '../../../database/failures.ts';
import type { Core } from '../../core.ts';
import type { BulkService } from '../../services/bulk/bulk-service.ts';
import { countJobs, findJobs, newestJob } from '../../services/find-jobs.ts';
import { jobDetail } from '../../services/job-detail.ts';
import { jobSearchCalls } from './jobs-search.ts';
import type { CallsOf } from './part.ts';

interface Needs extends Pick<Core, 'db' | 'queue' | 'jobs' | 'reader'> {
  /** Hears of jobs that were queued together. */
  readonly noticeWatch: { started(ids: readonly JobId[]): void };
  readonly bulk: BulkService;
}

/** Jobs, one by one and many at once. */
export function jobCalls(core: Needs): CallsOf<'jobs' | 'bulk' | 'views'> {
  const { db, queue, jobs, bulk } = core;
  return {
    'jobs.list': (filter) => findJobs(core, filter),
    ...jobSearchCalls(core),
    'jobs.counts': () => queue.counts(),
    'jobs.count': async (filter) => {
      const upTo = newestJob(db);
      return { jobs: await countJobs(core, filter), upTo };
    },
    'jobs.get': ({ id }) => jobDetail(db, id),
    'jobs.failure': (wish) => ({ failure: readFailure(db, wish) }),
    'jobs.enqueue'(request) {
      const queued = jobs.enqueue(request);
      const stood = new Set(queued.skipped);
      core.noticeWatch.started(queued.ids.filter((id) => !stood.has(id)));
      return queued;
    },
    'jobs.cancel': ({ id }) => ({ outcome: queue.cancel(id) }),
    'jobs.retry': ({ id, inputs, flow }) => ({ outcome: jobs.retry(id, inputs, flow) }),
    'jobs.resume': ({ id, from }) => ({ outcome: queue.resume(id, from) }),
    'jobs.edit': ({ id, ...changes }) => ({ edited: jobs.edit(id, changes) }),
    'jobs.snooze': ({ id, until }) => ({ moved: queue.snooze(id, until) }),
    'jobs.runNow': ({ id }) => ({ moved: queue.runNow(id) }),

    'bulk.start': (request) => ({ id: bulk.start(request) }),
    'bulk.stop': ({ id }) => ({ stopped: bulk.stop(id) }),
  };
}
