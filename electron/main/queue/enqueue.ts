import * as z from 'zod';
import { JobId } from '../../../shared/ids.ts';
import { type Effects, MOST_TOLD } from './effects.ts';
import { JOBS_AT_ONCE } from './sql.ts';
import type { Statements } from './statements.ts';
import type { NewJob } from './types.ts';

/**
 * Inserts jobs, inside a transaction of the queue. Gives their numbers in order. Several rows go into one statement: what a
 * statement costs apart from its rows is paid once for them.
 */
export function insertJobs(
  statements: Statements,
  effects: Effects,
  jobs: readonly NewJob[],
  now: number,
): JobId[] {
  if (jobs.length === 0) return [];
  const valuesOf = rowMaker(now);
  let last = 0;
  let at = 0;
  for (; at + JOBS_AT_ONCE <= jobs.length; at += JOBS_AT_ONCE) {
    const values = jobs.slice(at, at + JOBS_AT_ONCE).flatMap(valuesOf);
    last = Number(statements.insertManyJobs.run(...values).lastInsertRowid);
  }
  for (const job of jobs.slice(at)) last = Number(statements.insertJob.run(...valuesOf(job)).lastInsertRowid);
  const ids = numbersUpTo(last, jobs.length);
  const scheduled = jobs.filter((job) => job.runAt > now).length;
  if (scheduled > 0) effects.moved(null, 'scheduled', scheduled);
  if (jobs.length > scheduled) effects.moved(null, 'ready', jobs.length - scheduled);
  for (const id of ids.slice(-MOST_TOLD)) effects.changed(id);
  return ids;
}

/** The numbers of the last `count` jobs: AUTOINCREMENT leaves none out, and nobody else writes meanwhile. */
function numbersUpTo(last: number, count: number): JobId[] {
  return z.array(JobId).parse(Array.from({ length: count }, (_, index) => last - count + 1 + index));
}

/** Makes the values of a row, in the order of the statement. Jobs of one flow share their retry policy: made text once. */
function rowMaker(now: number): (job: NewJob) => (number | string | null)[] {
  const retryTexts = new Map<NewJob['retry'], string>();
  return (job) => [
    job.flowId,
    job.flowVersionId,
    job.priority,
    job.runAt,
    job.runAt > now ? 'time' : null,
    now,
    job.headed ? 1 : 0,
    job.stepsTotal,
    textOf(retryTexts, job.retry),
    job.subtitle,
    JSON.stringify(job.inputs),
    job.row === null ? null : JSON.stringify(job.row),
  ];
}

function textOf(texts: Map<NewJob['retry'], string>, retry: NewJob['retry']): string {
  const known = texts.get(retry);
  if (known !== undefined) return known;
  const text = JSON.stringify(retry);
  texts.set(retry, text);
  return text;
}
