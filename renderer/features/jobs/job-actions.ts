import type { Clock } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { ResumeFrom } from '../../../shared/job/own-rows.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { displayState, isEnded } from '../../../shared/job/state.ts';
import { formatDue } from '../../ui/format.ts';
import { STATE_META } from '../../ui/state-meta.ts';
import { type ActionFault, messageOf } from './jobs-state.ts';

/** What a person may do with one job. Each says its end aloud; a failure is shown above the list. */
export interface JobActions {
  cancel(id: JobId): Promise<void>;
  retry(id: JobId): Promise<void>;
  /** Lets it go on instead of beginning anew. */
  resume(id: JobId, from: ResumeFrom): Promise<void>;
  runNow(id: JobId): Promise<void>;
  /** @param until epoch milliseconds */
  snooze(id: JobId, until: number): Promise<void>;
  /** Queues the ready-made sample; gives its job, or null when that failed. */
  runSample(): Promise<JobId | null>;
  /** These were started here: their end is read aloud. */
  watch(ids: readonly JobId[]): void;
}

interface Deps {
  readonly client: Client<AppContract>;
  readonly clock: Clock;
  announce(sentence: string): void;
}

/** The actions over a client, and the listener that reads the end of what was started here. */
export function createJobActions(deps: Deps, fail: (fault: ActionFault) => void) {
  const { client, announce } = deps;
  const watched = new Set<JobId>();

  const attempt = async <T>(title: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      fail({ title, detail: messageOf(error) });
      return null;
    }
  };

  const actions: JobActions = {
    async cancel(id) {
      const reply = await attempt(`Job #${id} could not be cancelled`, () =>
        client.call('jobs.cancel', { id }),
      );
      if (reply?.outcome === 'asked') announce(`Job #${id} is being cancelled`);
      if (reply?.outcome === 'cancelled') announce(`Job #${id} is cancelled`);
      if (reply?.outcome === 'already_ended') announce(`Job #${id} had already ended`);
    },
    async retry(id) {
      const reply = await attempt(`Job #${id} could not be retried`, () => client.call('jobs.retry', { id }));
      if (reply?.outcome === 'queued') {
        watched.add(id);
        announce(`Job #${id} is queued again`);
      }
      if (reply?.outcome === 'not_ended') announce(`Job #${id} has not ended yet`);
    },
    async resume(id, from) {
      const reply = await attempt(`Job #${id} could not go on`, () =>
        client.call('jobs.resume', { id, from }),
      );
      if (reply?.outcome === 'queued') {
        watched.add(id);
        announce(`Job #${id} goes on`);
      }
      if (reply?.outcome === 'not_ended') announce(`Job #${id} has not ended yet`);
      if (reply?.outcome === 'nothing_kept') announce(`Job #${id} has nothing to go on with`);
    },
    async runNow(id) {
      const reply = await attempt(`Job #${id} could not be moved forward`, () =>
        client.call('jobs.runNow', { id }),
      );
      if (reply?.moved === true) watched.add(id);
    },
    async snooze(id, until) {
      const reply = await attempt(`Job #${id} could not be snoozed`, () =>
        client.call('jobs.snooze', { id, until }),
      );
      if (reply?.moved === true) announce(`Job #${id} waits ${formatDue(until, deps.clock.now())}`);
      if (reply?.moved === false) announce(`Job #${id} does not wait any more`);
    },
    async runSample() {
      const reply = await attempt('The sample could not be started', () => client.call('sample.run', {}));
      if (reply !== null) watched.add(reply.id);
      return reply?.id ?? null;
    },
    watch(ids) {
      for (const id of ids) watched.add(id);
    },
  };

  /** Reads aloud that a watched job has ended or asks for a person; at most once for each end. */
  const tellEnd = (job: JobSummary): void => {
    if (!watched.has(job.id)) return;
    if (job.state === 'parked') announce(`Job #${job.id} needs attention`);
    else if (isEnded(job.state)) {
      announce(`Job #${job.id}: ${STATE_META[displayState(job, deps.clock.now())].word}`);
    } else return;
    watched.delete(job.id);
  };

  return { actions, tellEnd };
}
