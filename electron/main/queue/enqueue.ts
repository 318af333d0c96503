import * as z from 'zod';
import { JobId } from '../../../shared/ids.ts';
import type { After } from '../../../shared/job/dependency.ts';
import type { SqlValue } from '../../database/statement.ts';
import type { Dependencies } from './dependencies.ts';
import { type Effects, MOST_TOLD } from './effects.ts';
import type { Gates } from './gates.ts';
import { JOBS_AT_ONCE } from './sql.ts';
import type { Statements } from './statements.ts';
import type { Enqueued, NewJob } from './types.ts';
import type { Wishes } from './wishes.ts';

export interface EnqueueDeps {
  readonly statements: Statements;
  readonly gates: Gates;
  readonly dependencies: Dependencies;
  readonly wishes: Wishes;
}

type Insert = (job: NewJob, waitsFor: string | null) => JobId;

/**
 * Inserts jobs, inside a transaction of the queue. Jobs with a key, after other jobs or with rows of their own are looked at one by one; plain ones go in
 * several a statement, so that what a statement costs apart from its rows is paid once for them.
 * @throws AppError 'not_found' or 'invalid_input' for a job to come after that is not there or will not complete
 */
export function insertJobs(
  deps: EnqueueDeps,
  effects: Effects,
  jobs: readonly NewJob[],
  now: number,
): Enqueued {
  if (jobs.some(({ profile }) => profile !== undefined)) deps.gates.profileWanted();
  if (jobs.some(isSpecial)) return insertOneByOne(deps, effects, jobs, now);
  return { ids: insertPlain(deps.statements, effects, jobs, now), skipped: [] };
}

function isSpecial({ key, after, rows, run, trial, tags = [] }: NewJob): boolean {
  return (
    run !== undefined ||
    trial !== undefined ||
    tags.length > 0 ||
    key !== undefined ||
    rows !== undefined ||
    (after !== undefined && after.length > 0)
  );
}

function insertPlain(
  statements: Statements,
  effects: Effects,
  jobs: readonly NewJob[],
  now: number,
): JobId[] {
  const [first] = jobs;
  if (first === undefined) return [];
  const full = jobs.every((job) => isAlike(job, first)) ? jobs.length - (jobs.length % JOBS_AT_ONCE) : 0;
  const shared = { ...sharedValues(first), createdAt: now };
  let last = 0;
  for (let at = 0; at < full; at += JOBS_AT_ONCE) {
    const own: SqlValue[] = [];
    for (const job of jobs.slice(at, at + JOBS_AT_ONCE)) addOwnValues(own, job, waitOf(job, now));
    last = Number(statements.insertManyJobs.run(...own, shared).lastInsertRowid);
  }
  for (const job of jobs.slice(full)) last = insertOne(statements, job, waitOf(job, now), now);
  const ids = numbersUpTo(last, jobs.length);
  const scheduled = jobs.filter((job) => job.runAt > now).length;
  if (scheduled > 0) effects.moved(null, 'scheduled', scheduled);
  if (jobs.length > scheduled) effects.moved(null, 'ready', jobs.length - scheduled);
  for (const id of ids.slice(-MOST_TOLD)) effects.changed(id);
  return ids;
}

function waitOf({ runAt }: NewJob, now: number): 'time' | null {
  return runAt > now ? 'time' : null;
}

function insertOneByOne(deps: EnqueueDeps, effects: Effects, jobs: readonly NewJob[], now: number): Enqueued {
  const insert: Insert = (job, waitsFor) => JobId.parse(insertOne(deps.statements, job, waitsFor, now));
  const skipped: JobId[] = [];
  const ids = jobs.map((job) => {
    const { id, isNew } = insertSpecial(deps, effects, insert, job, now);
    if (!isNew) skipped.push(id);
    return id;
  });
  return { ids, skipped };
}

/** Looks for the same work first; then queues, after what the job comes after. */
function insertSpecial(
  { statements, dependencies, wishes }: EnqueueDeps,
  effects: Effects,
  insert: Insert,
  job: NewJob,
  now: number,
): { id: JobId; isNew: boolean } {
  const same = job.key === undefined ? [] : statements.keyHolders.all({ key: job.key.text });
  const first = same[0];
  if (first !== undefined && job.key?.mode === 'skip') return { id: first.id, isNew: false };
  const replaced = job.key?.mode === 'replace' ? same : [];
  const asked = job.after ?? [];
  const isAsked = (id: JobId): boolean => asked.some(({ jobId }) => jobId === id);
  const started = replaced.filter(({ id, state }) => state !== 'pending' && !isAsked(id));
  const after = [...asked, ...started.map(({ id }) => whateverHappens(id))];
  const waits = dependencies.mustWait(after) ? 'jobs' : job.runAt > now ? 'time' : null;
  const id = insert(job, waits);
  dependencies.add(id, after);
  const { tags = [] } = job;
  if (tags.length > 0) statements.setFirstTags.run({ jobId: id, tags: JSON.stringify(tags) });
  for (const tag of tags) statements.addTag.run({ jobId: id, tag });
  if (job.run !== undefined) statements.insertRunOptions.run({ jobId: id, options: JSON.stringify(job.run) });
  if (job.trial !== undefined) statements.insertTrial.run(trialValues(id, job, job.trial));
  effects.moved(null, waits === 'jobs' ? 'held' : waits === 'time' ? 'scheduled' : 'ready');
  effects.changed(id);
  // The newest first: what comes after another of them is replaced too, and does not merely fall with it.
  for (const old of replaced.toReversed()) {
    if (old.state === 'pending') wishes.cancel(effects, old.id, now, `Replaced by job #${id}.`);
  }
  return { id, isNew: true };
}

function trialValues(jobId: JobId, { flowVersionId }: NewJob, { flowId, run }: NonNullable<NewJob['trial']>) {
  return { jobId, versionId: flowVersionId, flowId, run: JSON.stringify(run) };
}

function whateverHappens(jobId: JobId): After {
  return { jobId, needs: 'ended', takes: {} };
}

/** The numbers of the last `count` jobs: AUTOINCREMENT leaves none out, and nobody else writes meanwhile. */
function numbersUpTo(last: number, count: number): JobId[] {
  return z.array(JobId).parse(Array.from({ length: count }, (_, index) => last - count + 1 + index));
}

function insertOne(
  { insertJob, insertOwnRow }: Statements,
  job: NewJob,
  waitsFor: string | null,
  now: number,
): number {
  const { flowId, flowVersionId, headed, stepsTotal, retry, called, checksLogin } = sharedValues(job);
  const { priority, runAt, subtitle, rows = [] } = job;
  const inserted = insertJob.run(
    ...[flowId, flowVersionId, priority, runAt, waitsFor, now, headed, stepsTotal, retry, subtitle],
    ...[
      JSON.stringify(job.inputs),
      rowText(job),
      job.key?.text ?? null,
      job.profile ?? null,
      job.site ?? null,
      called,
      rows.length,
      checksLogin,
    ],
  );
  const id = Number(inserted.lastInsertRowid);
  for (const [at, row] of rows.entries()) insertOwnRow.run(id, at + 1, JSON.stringify(row));
  return id;
}

/** What the jobs of one request have in common. */
function sharedValues(job: NewJob) {
  return {
    flowId: job.flowId,
    flowVersionId: job.flowVersionId,
    headed: job.headed ? 1 : 0,
    stepsTotal: job.stepsTotal,
    retry: JSON.stringify(job.retry),
    called: calledText(job),
    checksLogin: job.checksLogin === true ? 1 : 0,
  };
}

function isAlike(job: NewJob, other: NewJob): boolean {
  return (
    job.flowVersionId === other.flowVersionId &&
    job.flowId === other.flowId &&
    job.headed === other.headed &&
    job.stepsTotal === other.stepsTotal &&
    job.checksLogin === other.checksLogin &&
    calledText(job) === calledText(other) &&
    // Each job may have a policy of its own that says the same.
    (job.retry === other.retry || JSON.stringify(job.retry) === JSON.stringify(other.retry))
  );
}

/** Adds what insertManyJobs has for each job, in its order, to a list for all of them: one for each would cost as much as its JSON. */
function addOwnValues(values: SqlValue[], job: NewJob, waitsFor: string | null): void {
  values.push(job.priority, job.runAt, waitsFor, job.subtitle, JSON.stringify(job.inputs), rowText(job));
  values.push(job.profile ?? null, job.site ?? null);
}

function calledText({ called = null }: NewJob): string | null {
  return called === null ? null : JSON.stringify(called);
}

function rowText({ row }: NewJob): string | null {
  return row === null ? null : JSON.stringify(row);
}
