import { assertNever } from '../../../shared/assert.ts';
import type { JobId, WorkerId } from '../../../shared/ids.ts';
import type { JobError } from '../../../shared/job/error.ts';
import { retryDelayMs } from '../../../shared/job/retry.ts';
import type { AttemptOutcome, EventKind } from '../../../shared/job/schema.ts';
import type { JobState } from '../../../shared/job/state.ts';
import type { Random } from '../../../shared/random.ts';
import { parseObject, parseRetry, parseRow } from '../../database/rows.ts';
import type { Dependencies } from './dependencies.ts';
import type { Effects } from './effects.ts';
import type { Gates } from './gates.ts';
import type { JobEvents } from './job-events.ts';
import { ONCE_MEND, ONCE_TURN_MEND } from './sql.ts';
import type { ClaimedRow, FinishedRow, ReclaimedRow, Statements } from './statements.ts';
import { bucketOf } from './tally.ts';
import type { Claim, FinishOutcome, Lease, QueueSettings, Reclaimed, ReclaimReason } from './types.ts';

export interface AttemptsDeps {
  readonly statements: Statements;
  readonly events: JobEvents;
  readonly gates: Gates;
  readonly dependencies: Dependencies;
  readonly random: Random;
  readonly settings: QueueSettings;
}

/** How many jobs one claim puts aside at most before closed gates. */
const HELD_AT_ONCE = 100;

interface LeaseValues {
  readonly workerId: WorkerId;
  readonly now: number;
  readonly leaseMs: number;
  // An index, because the values are bound by their names.
  readonly [name: string]: number;
}

/** Flow versions whose content is kept parsed: a thousand jobs of one flow parse it once. */
const FLOWS_KEPT = 100;

/**
 * Begins and ends attempts. Every method runs inside a transaction of the queue, changes the job by one guarded statement,
 * and writes the attempt and the event of that change next to it.
 */
export class Attempts {
  readonly #deps: AttemptsDeps;
  readonly #flows = new Map<number, unknown>();

  constructor(deps: AttemptsDeps) {
    this.#deps = deps;
  }

  /** Takes up to `slots` claimable jobs for a worker, the most urgent first. */
  claim(effects: Effects, workerId: WorkerId, slots: number, now: number): Claim[] {
    this.promoteDue(effects, now);
    const lease = { workerId, now, leaseMs: this.#deps.settings.leaseMs };
    const rows = this.#deps.gates.inForce()
      ? this.#claimThroughGates(effects, lease, slots)
      : this.#claimFree(lease, slots);
    for (const row of rows) this.#begin(effects, row);
    return rows.map((row) => this.#toClaim(row));
  }

  #claimFree(lease: LeaseValues, slots: number): ClaimedRow[] {
    const { claimOne, claimMany } = this.#deps.statements;
    if (slots === 1) return asList(claimOne.get(lease));
    // RETURNING promises no order.
    return claimMany.all({ ...lease, slots }).sort((a, b) => a.place - b.place || a.id - b.id);
  }

  /** One by one, because each claim may close a gate for the next job. Those before a closed gate are put aside. */
  #claimThroughGates(effects: Effects, lease: LeaseValues, slots: number): ClaimedRow[] {
    const { gates, statements } = this.#deps;
    const running = gates.running();
    const rows: ClaimedRow[] = [];
    for (let held = 0; rows.length < slots; ) {
      const head = gates.head();
      if (head === undefined) break;
      const wait = gates.closed(head, running, lease.now);
      if (wait === null) {
        rows.push(...asList(statements.claimOne.get(lease)));
        running.push(head);
        gates.started(head, lease.now);
      } else {
        gates.hold(effects, head.id, wait);
        // It may have been let through another gate a moment ago: that place is for the next one there.
        gates.reopen(effects, lease.now);
        held += 1;
        // A transaction stays short: the next one goes on where this one stops.
        if (held === HELD_AT_ONCE) {
          effects.wake();
          break;
        }
      }
    }
    return rows;
  }

  /** Waiting jobs whose time has come may be claimed from now on, and those whose gate has opened. */
  promoteDue(effects: Effects, now: number): void {
    const { statements, gates } = this.#deps;
    gates.reopen(effects, now);
    if (statements.anyDue.get({ now }) === undefined) return;
    for (const attempt of statements.promoteDue.all({ now })) {
      effects.moved(attempt === 0 ? 'scheduled' : 'retrying', 'ready');
    }
  }

  /** Ends an attempt as its worker says. False = the lease is lost and nothing changed. */
  finish(effects: Effects, lease: Lease, outcome: FinishOutcome, now: number): boolean {
    switch (outcome.kind) {
      case 'completed':
        return this.#complete(effects, lease, outcome, now);
      case 'failed':
        return this.#fail(effects, lease, outcome.error, now);
      case 'cancelled': {
        const row = this.#deps.statements.confirmCancel.get({ ...key(lease), now });
        return this.#end(effects, lease, row, { kind: 'cancelled', outcome: 'cancelled', now });
      }
      case 'released': {
        const row = this.#deps.statements.release.get({ ...key(lease), now });
        const kind = row?.state === 'pending' ? 'released' : endKind(row?.state);
        return this.#end(effects, lease, row, { kind, outcome: kind, now });
      }
      case 'needsLogin':
        return this.#needLogin(effects, lease, outcome.reason, now);
      default:
        return assertNever(outcome);
    }
  }

  /** Takes jobs from a worker that is gone or silent: all that one statement finds. */
  reclaim(
    effects: Effects,
    which: { readonly by: 'expired' | 'all' } | { readonly by: 'worker'; readonly workerId: WorkerId },
    reason: ReclaimReason,
    detail: string,
    now: number,
  ): Reclaimed[] {
    const { reclaimExpired, reclaimWorker, reclaimAll } = this.#deps.statements;
    const { maxCrashes } = this.#deps.settings;
    // The end of the app is not the job's doing.
    const crash = reason === 'app_restarted' ? 0 : 1;
    const facts = { now, crash, maxCrashes, poisonError: JSON.stringify(poisonError(maxCrashes)) };
    const rows =
      which.by === 'worker'
        ? reclaimWorker.all({ ...facts, workerId: which.workerId })
        : (which.by === 'expired' ? reclaimExpired : reclaimAll).all(facts);
    for (const row of rows) this.#endReclaimed(effects, row, reason, detail, now);
    return rows.map(({ jobId, epoch, state }) => ({ jobId, epoch, to: state }));
  }

  #begin(effects: Effects, row: ClaimedRow): void {
    effects.moved('ready', 'processing');
    effects.changed(row.id);
    effects.activity(row.id, 'detail', row.rev);
  }

  #toClaim(row: ClaimedRow): Claim {
    return {
      jobId: row.id,
      epoch: row.epoch,
      attempt: row.attempt,
      flowContent: this.#flowContent(row.flow_version_id),
      called: this.#called(row),
      rowsTotal: row.rows_total,
      continues: row.continues !== null,
      ...payloadOf(row),
      headed: row.headed === 1,
      profile: row.profile,
    };
  }

  #called({ called }: ClaimedRow): Record<string, unknown> {
    if (called === null) return {};
    const versions = Object.entries(parseObject(called));
    return Object.fromEntries(versions.map(([name, version]) => [name, this.#flowContent(Number(version))]));
  }

  #flowContent(versionId: number): unknown {
    if (this.#flows.has(versionId)) return this.#flows.get(versionId);
    const text = this.#deps.statements.flowContent.get(versionId);
    const content: unknown = text === undefined ? null : JSON.parse(text);
    if (this.#flows.size >= FLOWS_KEPT) this.#flows.clear();
    this.#flows.set(versionId, content);
    return content;
  }

  #complete(
    effects: Effects,
    lease: Lease,
    { result, failedRows }: Extract<FinishOutcome, { kind: 'completed' }>,
    now: number,
  ): boolean {
    const row = this.#deps.statements.complete.get({
      ...key(lease),
      now,
      result: JSON.stringify(result),
      failedRows,
    });
    // There is nothing to go on with.
    if (row?.state === 'completed' && row.failed_rows === 0) {
      this.#deps.statements.dropCheckpoint.run({ jobId: lease.jobId });
    }
    const kind = endKind(row?.state);
    return this.#end(effects, lease, row, { kind, outcome: kind, now });
  }

  #fail(effects: Effects, lease: Lease, error: JobError, now: number): boolean {
    const { statements, random } = this.#deps;
    const facts = statements.retryFacts.get(key(lease));
    if (facts === undefined) return false;
    const delayMs = retryDelayMs(parseRetry(facts.retry), error.category, facts.retry_count, random);
    const retryAt = delayMs === null ? null : now + delayMs;
    const parks = retryAt !== null && facts.once_step !== null;
    const told = parks ? askAboutOnce(error, facts.once_step ?? '') : error;
    const row = statements.fail.get({ ...key(lease), now, retryAt, error: JSON.stringify(told) });
    const retries = row?.state === 'pending';
    const kind = retries ? 'retry_scheduled' : endKind(row?.state);
    const outcome = retries ? 'failed' : endKind(row?.state);
    const detail = row?.state === 'cancelled' ? '' : told.message;
    return this.#end(effects, lease, row, {
      kind,
      outcome,
      now,
      error,
      detail,
      waitsFor: (delayMs ?? 0) > 0 ? 'time' : null,
    });
  }

  /** The attempt does not count, and no job that looks is let through until somebody has signed in. */
  #needLogin(effects: Effects, lease: Lease, reason: string, now: number): boolean {
    const { statements, gates } = this.#deps;
    const row = statements.needLogin.get({ ...key(lease), now });
    // Without a profile there is nothing to sign in to: such a job would come back at once, for ever.
    if (row === undefined) return this.#fail(effects, lease, notSignedIn(reason), now);
    gates.loginMissed(row.profile, now);
    effects.profilesChanged();
    if (row.state !== 'pending') {
      const kind = endKind(row.state);
      return this.#end(effects, lease, row, { kind, outcome: kind, now });
    }
    const end = { kind: 'released', outcome: 'released', waitsFor: 'login' } as const;
    return this.#end(effects, lease, row, { ...end, now, detail: reason });
  }

  /** The attempt and the event of an end, when there was one. */
  #end(
    effects: Effects,
    lease: Lease,
    row: FinishedRow | undefined,
    end: {
      readonly kind: EventKind;
      readonly outcome: AttemptOutcome;
      readonly now: number;
      readonly error?: JobError;
      readonly detail?: string;
      /** What the job waits for before it may be claimed again. */
      readonly waitsFor?: 'time' | 'login' | null;
    },
  ): boolean {
    if (row === undefined) return false;
    this.#deps.events.ended(lease, row, { ...end, at: end.now });
    effects.moved(
      'processing',
      bucketOf(row.state, {
        waitsFor: end.waitsFor ?? null,
        attempt: row.attempt,
        failedRows: row.failed_rows,
      }),
    );
    effects.changed(lease.jobId);
    effects.activity(lease.jobId, 'detail', row.rev);
    this.#followEnd(effects, lease.jobId, row.state, end.now);
    return true;
  }

  #endReclaimed(
    effects: Effects,
    row: ReclaimedRow,
    reason: ReclaimReason,
    detail: string,
    now: number,
  ): void {
    const kind = row.state === 'pending' ? 'reclaimed' : endKind(row.state);
    this.#deps.events.ended(row, row, { at: now, kind, outcome: reason, detail });
    effects.moved('processing', bucketOf(row.state, { waitsFor: null, attempt: row.attempt, failedRows: 0 }));
    effects.changed(row.jobId);
    effects.activity(row.jobId, 'detail', row.rev);
    this.#followEnd(effects, row.jobId, row.state, now);
  }

  /** What an end makes room for. */
  #followEnd(effects: Effects, jobId: JobId, state: JobState, now: number): void {
    this.#deps.dependencies.ended(effects, jobId, state, now);
    this.#deps.gates.reopen(effects, now);
  }
}

/** One job that cannot be read must not stop the claims of all: it is claimed, and fails with the reason. */
function payloadOf({ id, inputs, row }: ClaimedRow): Pick<Claim, 'inputs' | 'row' | 'unreadable'> {
  try {
    return { inputs: parseObject(inputs), row: row === null ? null : parseRow(row) };
  } catch {
    const unreadable = `The inputs of job #${id} are stored in a form that cannot be read.`;
    return { inputs: {}, row: null, unreadable };
  }
}

function asList<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

/** The lease's own values, whatever else the object carries. */
function key(lease: Lease): { jobId: number; epoch: number } {
  return { jobId: lease.jobId, epoch: lease.epoch };
}

type EndKind = Extract<EventKind & AttemptOutcome, 'completed' | 'failed' | 'cancelled' | 'parked'>;

/** The event of a job that left its attempt for good; the fallback is never written, because no row moved. */
function endKind(state: JobState | undefined): EndKind {
  return state === 'completed' || state === 'cancelled' || state === 'parked' ? state : 'failed';
}

function notSignedIn(reason: string): JobError {
  return { category: 'AuthenticationError', message: reason, mend: 'Sign in, then retry the job.' };
}

const TIMES = ['', 'once', 'twice', 'three times', 'four times', 'five times'];

function poisonError(crashes: number): JobError {
  return {
    category: 'BrowserError',
    message: `The job killed its worker ${TIMES[crashes] ?? `${crashes} times`}.`,
    mend: 'Look at the last lines of its log, change the flow, then retry the job.',
  };
}

/** The failure of an attempt that may have done a once-only thing: the person decides. */
function askAboutOnce(error: JobError, step: string): JobError {
  return {
    ...error,
    message: `Step ${step} runs only once, and it may have happened: ${error.message}`,
    mend: step.includes(' ') ? `${ONCE_MEND}${ONCE_TURN_MEND}` : ONCE_MEND,
  };
}
