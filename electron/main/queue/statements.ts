import type { JobId, LeaseEpoch, WorkerId } from '../../../shared/ids.ts';
import type { Needs } from '../../../shared/job/dependency.ts';
import type { JobState } from '../../../shared/job/state.ts';
import type { WritableDb } from '../../database/open.ts';
import { type NamedStatement, prepareNamed, type Statement } from '../../database/statement.ts';
import type { Passing, SiteState } from './gate-rules.ts';
import type { QueueSql } from './sql.ts';

/** What a change of state gives back; no such row = the guard did not hold. */
export interface MovedRow {
  readonly state: JobState;
  readonly rev: number;
  readonly attempt: number;
}

/** The end of an attempt. */
export interface FinishedRow extends MovedRow {
  readonly failed_rows: number;
}

export interface ClaimedRow {
  /** Its place among the running ones: in the order in which they were taken. */
  readonly place: number;
  readonly id: JobId;
  readonly epoch: LeaseEpoch;
  readonly attempt: number;
  readonly rev: number;
  readonly flow_version_id: number;
  readonly inputs: string;
  readonly row: string | null;
  readonly headed: number;
  readonly profile: string | null;
  readonly called: string | null;
  readonly rows_total: number;
  readonly continues: number | null;
}

export interface ReclaimedRow extends MovedRow {
  readonly jobId: JobId;
  readonly epoch: LeaseEpoch;
}

export interface FactsRow {
  readonly state: JobState;
  readonly waits_for: string | null;
  readonly attempt: number;
  readonly failed_rows: number;
}

/** A waiting job after a wish. */
export interface WaitingRow extends MovedRow {
  readonly waits_for: string | null;
}

export interface AskedRow extends MovedRow {
  readonly epoch: LeaseEpoch;
  readonly workerId: WorkerId;
  readonly first: number;
}

/** The statements of the queue, ready to run. */
export type Statements = ReturnType<typeof compile>;

/**
 * Compiles every statement: a wrong column or a lost index ends the start of the app and not the night.
 * The rows are typed by the columns that each text in sql.ts returns.
 */
export function compile(db: WritableDb, sql: QueueSql) {
  /** A statement that gives rows of the shape R. */
  function reads<R>(text: string): NamedStatement<R> {
    return prepareNamed<R>(db, text);
  }
  /** A statement that gives one value a row. */
  function value<V>(text: string): NamedStatement<V> {
    return prepareNamed<V>(db, text, { pluck: true });
  }
  /** A statement with positional values, run in a loop. */
  function rapid(text: string): Statement {
    return db.prepare<unknown[]>(text);
  }
  return {
    claimOne: reads<ClaimedRow>(sql.claimOne),
    claimMany: reads<ClaimedRow>(sql.claimMany),
    anyDue: value<1>(sql.anyDue),
    promoteDue: value<number>(sql.promoteDue),
    nextDue: value<number | null>(sql.nextDue),
    renew: reads<{ cancel_asked_at: number | null }>(sql.renew),
    complete: reads<FinishedRow>(sql.complete),
    retryFacts: reads<{ retry: string; retry_count: number; once_step: string | null }>(sql.retryFacts),
    fail: reads<FinishedRow>(sql.fail),
    confirmCancel: reads<FinishedRow>(sql.confirmCancel),
    release: reads<FinishedRow>(sql.release),
    needLogin: reads<FinishedRow & { profile: string }>(sql.needLogin),
    loginNeeded: value<1>(sql.loginNeeded),
    markLogin: reads<never>(sql.markLogin),
    profileUsed: reads<never>(sql.profileUsed),
    profileKept: value<string>(sql.profileKept),
    addProfile: value<string>(sql.addProfile),
    adoptProfile: reads<never>(sql.adoptProfile),
    setStartUrl: reads<never>(sql.setStartUrl),
    removeProfile: value<string>(sql.removeProfile),
    reclaimExpired: reads<ReclaimedRow>(sql.reclaimExpired),
    reclaimWorker: reads<ReclaimedRow>(sql.reclaimWorker),
    reclaimAll: reads<ReclaimedRow>(sql.reclaimAll),
    shiftLeases: value<JobId>(sql.shiftLeases),
    shiftRetries: reads<never>(sql.shiftRetries),
    facts: reads<FactsRow>(sql.facts),
    cancelWaiting: reads<MovedRow>(sql.cancelWaiting),
    askCancel: reads<AskedRow>(sql.askCancel),
    heldProfile: value<string | null>(sql.heldProfile),
    touch: reads<MovedRow>(sql.touch),
    retry: reads<MovedRow>(sql.retry),
    runNow: reads<WaitingRow>(sql.runNow),
    edit: reads<WaitingRow>(sql.edit),
    snooze: reads<WaitingRow>(sql.snooze),
    head: reads<Passing & { readonly id: JobId }>(sql.head),
    running: reads<Passing>(sql.running),
    hold: value<number>(sql.hold),
    nextWait: value<string | null>(sql.nextWait),
    open: value<JobId>(sql.open),
    flowRules: reads<{ flowId: number; paused: number; maxRunning: number | null }>(sql.flowRules),
    setFlow: value<number>(sql.setFlow),
    siteRules: reads<SiteState>(sql.siteRules),
    putSite: reads<never>(sql.putSite),
    removeSite: reads<never>(sql.removeSite),
    siteStarted: reads<never>(sql.siteStarted),
    anyProfile: value<1>(sql.anyProfile),
    keyHolders: reads<{ id: JobId; state: JobState }>(sql.keyHolders),
    addDependency: reads<never>(sql.addDependency),
    stateOf: value<JobState>(sql.stateOf),
    dependents: reads<{ jobId: JobId; needs: Needs }>(sql.dependents),
    settle: reads<never>(sql.settle),
    freeDependent: reads<WaitingRow>(sql.freeDependent),
    dropDependent: reads<MovedRow>(sql.dropDependent),
    reviveDependent: reads<MovedRow>(sql.reviveDependent),
    waive: reads<never>(sql.waive),
    anyDependency: value<1>(sql.anyDependency),
    recordOpen: value<number>(sql.recordOpen),
    recordClose: reads<never>(sql.recordClose),
    insertJob: rapid(sql.insertJob),
    insertManyJobs: rapid(sql.insertManyJobs),
    insertRunOptions: reads<never>(sql.insertRunOptions),
    insertTrial: reads<never>(sql.insertTrial),
    isDeleted: value<1>(sql.isDeleted),
    tagsOf: value<string | null>(sql.tagsOf),
    setTags: value<number>(sql.setTags),
    setFirstTags: reads<never>(sql.setFirstTags),
    addTag: reads<never>(sql.addTag),
    removeTag: reads<never>(sql.removeTag),
    markDeleted: value<JobId>(sql.markDeleted),
    unmarkDeleted: value<JobId>(sql.unmarkDeleted),
    countDeleted: reads<{ state: JobState; withFailedRows: number; jobs: number }>(sql.countDeleted),
    insertEvent: rapid(sql.insertEvent),
    insertAttempt: rapid(sql.insertAttempt),
    addAttemptRows: rapid(sql.addAttemptRows),
    upsertStep: rapid(sql.upsertStep),
    insertLine: rapid(sql.insertLine),
    insertRow: rapid(sql.insertRow),
    insertArtifact: rapid(sql.insertArtifact),
    insertOwnRow: rapid(sql.insertOwnRow),
    ownRows: reads<{ number: number; data: string }>(sql.ownRows),
    ownRowEpoch: value<LeaseEpoch | null>(sql.ownRowEpoch),
    endOwnRow: value<number>(sql.endOwnRow),
    dropOrigin: rapid(sql.dropOrigin),
    countOwnRows: reads<never>(sql.countOwnRows),
    putCheckpoint: reads<never>(sql.putCheckpoint),
    putBrowserState: value<JobId>(sql.putBrowserState),
    dropCheckpoint: reads<never>(sql.dropCheckpoint),
    resume: reads<MovedRow>(sql.resume),
    reopenFailedRows: reads<never>(sql.reopenFailedRows),
    reopenAllRows: reads<never>(sql.reopenAllRows),
    insertFailure: rapid(sql.insertFailure),
    countCandidate: rapid(sql.countCandidate),
    flowContent: db.prepare<[number], string>(sql.flowContent).pluck(),
    getPaused: db.prepare<[], string>(sql.getPaused).pluck(),
    setPaused: rapid(sql.setPaused),
    runningFacts: reads<{ running: number; cancelling: number; stalled: number }>(sql.runningFacts),
    countReady: db.prepare<[], number>(sql.countReady).pluck(),
    countHeld: db.prepare<[], number>(sql.countHeld).pluck(),
    countWaiting: db.prepare<[], { scheduled: number; retrying: number }>(sql.countWaiting),
    countAll: db.prepare<[], number>(sql.countAll).pluck(),
    countStopped: db.prepare<[], { state: JobState; jobs: number }>(sql.countStopped),
    countFailedRows: db.prepare<[], number>(sql.countFailedRows).pluck(),
  };
}
