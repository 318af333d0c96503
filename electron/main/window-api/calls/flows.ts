import { AppError } from '../../../../shared/errors.ts';
import { EnqueueInput } from '../../../../shared/ipc/contract.ts';
import type { flowWorkCalls } from '../../../../shared/ipc/flow-calls.ts';
import { readHealth } from '../../../database/failures.ts';
import type { Core } from '../../core.ts';
import { importFlow } from '../../services/flow-import.ts';
import { restoreVersion, useCandidate } from '../../services/flow-mending.ts';
import type { CallsOf } from './part.ts';

type Needs = Pick<Core, 'db' | 'flows' | 'queue' | 'jobs' | 'sampleId'>;

/** Flows with their limits, the sites they visit, and the sample. */
export function flowCalls({
  db,
  flows,
  queue,
  jobs,
  sampleId,
}: Needs): Omit<CallsOf<'flows' | 'sites' | 'sample'>, keyof typeof flowWorkCalls> {
  return {
    'flows.list': () => ({ flows: flows.list() }),
    'flows.get': ({ id }) => {
      const { summary, text } = flows.get(id);
      return { summary, text };
    },
    'flows.import': ({ text }) => importFlow(flows, text),
    'flows.health': ({ id }) => ({ candidates: readHealth(db, id) }),
    'flows.useCandidate': (wish) => useCandidate(flows, wish),
    'flows.restore': (wish) => ({ flow: restoreVersion(flows, wish) }),
    'flows.setLimits': ({ id, limits: { paused, maxRunning } }) => {
      queue.setFlowLimits(id, {
        ...(paused === undefined ? {} : { paused }),
        ...(maxRunning === undefined ? {} : { maxRunning }),
      });
      return { flow: flows.get(id).summary };
    },

    'sites.list': () => ({ rules: queue.siteRules() }),
    'sites.set': (rule) => {
      queue.setSiteRule(rule);
      return { done: true };
    },
    'sites.remove': ({ site }) => {
      queue.removeSiteRule(site);
      return { done: true };
    },

    'sample.run': () => {
      const [id] = jobs.enqueue(EnqueueInput.parse({ flowId: sampleId })).ids;
      if (id === undefined) throw new AppError('internal', 'The sample was not queued.');
      return { id };
    },
  };
}
