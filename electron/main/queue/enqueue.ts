import { JobId } from '../../../shared/ids.ts';
import type { Effects } from './effects.ts';
import type { Statements } from './statements.ts';
import type { NewJob } from './types.ts';

/** Milliseconds of waiting that one point of priority is worth. */
const MS_PER_PRIORITY = 60_000;

/** Inserts jobs, inside a transaction of the queue. Gives their numbers in order. */
export function insertJobs(
  statements: Statements,
  effects: Effects,
  jobs: readonly NewJob[],
  now: number,
): JobId[] {
  const retryTexts = new Map<NewJob['retry'], string>();
  const ids = jobs.map((job) => insertJob(statements, job, textOf(retryTexts, job.retry), now));
  if (jobs.length === 0) return [];
  const scheduled = jobs.filter((job) => job.runAt > now).length;
  if (scheduled > 0) effects.moved(null, 'scheduled', scheduled);
  if (jobs.length > scheduled) effects.moved(null, 'ready', jobs.length - scheduled);
  for (const id of ids) effects.changed(id);
  return ids;
}

function insertJob(statements: Statements, job: NewJob, retry: string, now: number): JobId {
  const { lastInsertRowid } = statements.insertJob.run(
    job.flowId,
    job.flowVersionId,
    job.priority,
    job.runAt,
    job.runAt - job.priority * MS_PER_PRIORITY,
    job.runAt > now ? 'time' : null,
    now,
    job.headed ? 1 : 0,
    job.stepsTotal,
    retry,
    job.subtitle,
    JSON.stringify(job.inputs),
    job.row === null ? null : JSON.stringify(job.row),
  );
  return JobId.parse(Number(lastInsertRowid));
}

function textOf(texts: Map<NewJob['retry'], string>, retry: NewJob['retry']): string {
  const known = texts.get(retry);
  if (known !== undefined) return known;
  const text = JSON.stringify(retry);
  texts.set(retry, text);
  return text;
}
