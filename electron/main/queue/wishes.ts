import { assertNever } from '../../../shared/assert.ts';
import { AppError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { BulkAction } from '../../../shared/job/demands.ts';
import type { ResumeFrom, ResumeOutcome } from '../../../shared/job/own-rows.ts';
import type { JobEvent } from '../../../shared/job/schema.ts';
import type { JobState } from '../../../shared/job/state.ts';
import type { Dependencies } from './dependencies.ts';
import type { Effects } from './effects.ts';
import type { Gates } from './gates.ts';
import type { JobEvents } from './job-events.ts';
import { changeTags, markDeleted } from './marks.ts';
import type { FactsRow, MovedRow, Statements } from './statements.ts';
import { bucketOf } from './tally.ts';
import type { JobEdit } from './types.ts';

export interface WishesDeps {
  readonly statements: Statements;
  readonly events: JobEvents;
  readonly gates: Gates;
  readonly dependencies: Dependencies;
}

/** What a person asks of a job. Every method runs inside a transaction of the queue and throws AppError 'not_found'. */
export class Wishes {
  readonly #deps: WishesDeps;

  constructor(deps: WishesDeps) {
    this.#deps = deps;
  }

  /** A waiting or parked job ends at once; a running one is asked to stop. @param why one sentence for its history */
  cancel(effects: Effects, jobId: JobId, now: number, why = ''): 'cancelled' | 'asked' | 'already_ended' {
    const { statements, events, dependencies, gates } = this.#deps;
    const before = this.#factsOf(jobId);
    const cancelled = statements.cancelWaiting.get({ jobId, now });
    if (cancelled !== undefined) {
      this.#tell(effects, jobId, before, cancelled, { kind: 'cancelled', now, detail: why });
      dependencies.ended(effects, jobId, 'cancelled', now);
      gates.reopen(effects, now);
      return 'cancelled';
    }
    const asked = statements.askCancel.get({ jobId, now });
    if (asked === undefined) return 'already_ended';
    if (asked.first === 1) events.append(jobId, asked, 'cancel_asked', now, why);
    effects.changed(jobId);
    effects.activity(jobId, 'detail', asked.rev);
    effects.cancelAsked(jobId, asked.epoch, asked.workerId);
    return 'asked';
  }

  /** An ended or parked job goes back to the queue with fresh retries, where wanted with other inputs. */
  retry(effects: Effects, jobId: JobId, now: number, edit: JobEdit = {}): 'queued' | 'not_ended' {
    const { statements, dependencies } = this.#deps;
    const before = this.#factsOf(jobId);
    const { flowVersion } = edit;
    const moved = statements.retry.get({
      jobId,
      now,
      ...columnsOf(edit),
      flowVersionId: flowVersion?.id ?? null,
      stepsTotal: flowVersion?.stepsTotal ?? null,
      checksLogin: flowVersion === undefined ? null : Number(flowVersion.checksLogin),
    });
    if (moved === undefined) return 'not_ended';
    statements.dropCheckpoint.run({ jobId });
    statements.reopenAllRows.run({ jobId });
    dependencies.waive(jobId);
    const detail = retryDetail(edit);
    this.#tell(effects, jobId, before, moved, { kind: 'retried', now, detail });
    dependencies.retried(effects, jobId, now);
    return 'queued';
  }

  /** An ended or parked job goes on where it failed, or with its failed rows, with fresh retries. */
  resume(effects: Effects, jobId: JobId, from: ResumeFrom, now: number): ResumeOutcome {
    const { statements, dependencies } = this.#deps;
    const before = this.#factsOf(jobId);
    const failedRows = from === 'failed_rows' ? 1 : 0;
    const moved = statements.resume.get({ jobId, now, failedRows });
    if (moved === undefined) return isOpen(before.state) ? 'not_ended' : 'nothing_kept';
    if (failedRows === 1) statements.reopenFailedRows.run({ jobId });
    dependencies.waive(jobId);
    const detail = failedRows === 1 ? 'With the rows that failed.' : 'It goes on where it stopped.';
    this.#tell(effects, jobId, before, moved, { kind: 'retried', now, detail });
    dependencies.retried(effects, jobId, now);
    return 'queued';
  }

  /** A job that waits for its time or for other jobs may be claimed now. False = it does not wait so. */
  runNow(effects: Effects, jobId: JobId, now: number): boolean {
    const before = this.#factsOf(jobId);
    const moved = this.#deps.statements.runNow.get({ jobId, now });
    if (moved === undefined) return false;
    this.#deps.dependencies.waive(jobId);
    const detail = before.waits_for === 'jobs' ? 'Without the jobs that it was to come after.' : '';
    this.#tell(effects, jobId, before, moved, { kind: 'run_now', now, detail });
    return true;
  }

  /** Changes a waiting job. False = it does not wait (any more), and nothing was changed. */
  edit(effects: Effects, jobId: JobId, edit: JobEdit, now: number): boolean {
    const before = this.#factsOf(jobId);
    const moved = this.#deps.statements.edit.get({
      jobId,
      priority: edit.priority ?? null,
      ...columnsOf(edit),
    });
    if (moved === undefined) return false;
    const parts = [
      edit.inputs === undefined ? '' : 'The inputs were changed.',
      edit.priority === undefined ? '' : `The priority is ${edit.priority} now.`,
    ];
    const detail = parts.filter((part) => part !== '').join(' ');
    this.#tell(effects, jobId, before, moved, { kind: 'edited', now, detail });
    return true;
  }

  /** A waiting job waits until then. False = it does not wait. @param until epoch milliseconds */
  snooze(effects: Effects, jobId: JobId, until: number, now: number): boolean {
    const before = this.#factsOf(jobId);
    const moved = this.#deps.statements.snooze.get({ jobId, until });
    if (moved === undefined) return false;
    const detail = `Until ${new Date(until).toISOString()}.`;
    this.#tell(effects, jobId, before, moved, { kind: 'snoozed', now, detail });
    return true;
  }

  /** One job of a bulk operation. False = the action does not fit it. */
  apply(effects: Effects, jobId: JobId, action: BulkAction, now: number): boolean {
    switch (action.kind) {
      case 'cancel':
        return this.cancel(effects, jobId, now) !== 'already_ended';
      case 'retry':
        return this.retry(effects, jobId, now) === 'queued';
      case 'resume':
        return this.resume(effects, jobId, action.from, now) === 'queued';
      case 'runNow':
        return this.runNow(effects, jobId, now);
      case 'setPriority':
        return this.edit(effects, jobId, { priority: action.priority }, now);
      case 'snooze':
        return this.snooze(effects, jobId, action.until, now);
      case 'tag':
        return changeTags(this.#deps.statements, effects, jobId, action);
      case 'delete': {
        const mark = { jobId, batch: action.batch, now };
        return markDeleted(this.#deps.statements, effects, mark, this.#factsOf(jobId));
      }
      default:
        return assertNever(action);
    }
  }

  #factsOf(jobId: JobId): FactsRow {
    const facts = this.#deps.statements.facts.get({ jobId });
    if (facts === undefined || this.#deps.statements.isDeleted.get({ jobId }) !== undefined)
      throw new AppError('not_found', `There is no job #${jobId}.`);
    return facts;
  }

  #tell(
    effects: Effects,
    jobId: JobId,
    before: FactsRow,
    after: MovedRow & { readonly waits_for?: string | null },
    event: { readonly kind: JobEvent['kind']; readonly now: number; readonly detail: string },
  ): void {
    const from = bucketOf(before.state, {
      waitsFor: before.waits_for,
      attempt: before.attempt,
      failedRows: before.failed_rows,
    });
    const waitsFor = after.waits_for ?? null;
    const to = bucketOf(after.state, { waitsFor, attempt: after.attempt, failedRows: 0 });
    effects.moved(from, to);
    effects.changed(jobId);
    effects.activity(jobId, 'detail', after.rev);
    this.#deps.events.append(jobId, after, event.kind, event.now, event.detail);
    // Another place in the queue or another site may let others pass.
    if (to === 'ready') effects.wake();
  }
}

function isOpen(state: JobState): boolean {
  return state === 'pending' || state === 'processing';
}

function retryDetail({ inputs, flowVersion }: JobEdit): string {
  if (flowVersion !== undefined) return 'With the newest version of its flow.';
  return inputs === undefined ? '' : 'With changed inputs.';
}

function columnsOf({
  inputs,
  subtitle,
  site,
}: JobEdit): Record<'inputs' | 'subtitle' | 'site', string | null> {
  return {
    inputs: inputs === undefined ? null : JSON.stringify(inputs),
    subtitle: subtitle ?? null,
    site: site ?? null,
  };
}
