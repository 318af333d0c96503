import { sleep, systemClock } from '../../../../shared/clock.ts';
import type { Core } from '../../core.ts';
import { countForWindow, findForWindow } from '../../services/find-jobs.ts';
import { readViews, writeViews } from '../../services/saved-views.ts';
import type { CallsOf } from './part.ts';

/** Jobs that are brought back in one transaction. */
const PORTION = 100;

type Calls = Pick<
  CallsOf<'jobs' | 'views'>,
  'jobs.find' | 'jobs.findCounts' | 'jobs.undelete' | 'views.list' | 'views.save'
>;

/** Searches, saved views, and what undoes a deletion. */
export function jobSearchCalls(core: Pick<Core, 'db' | 'queue' | 'reader'>): Calls {
  const { db, queue } = core;
  return {
    'jobs.find': (wish) => findForWindow(core, wish),
    'jobs.findCounts': (filter) => countForWindow(core, filter),
    'jobs.undelete': async ({ batch }) => {
      let jobs = 0;
      for (;;) {
        const more = queue.undelete(batch, PORTION);
        jobs += more;
        if (more < PORTION) return { jobs };
        await sleep(systemClock, 0);
      }
    },
    'views.list': () => ({ views: readViews(db) }),
    'views.save': ({ views }) => {
      writeViews(db, views);
      return { done: true };
    },
  };
}
