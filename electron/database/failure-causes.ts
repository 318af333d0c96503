import { JobId } from '../../shared/ids.ts';
import { JobError } from '../../shared/job/error.ts';
import { causeOf, type FailureCause, type FailureCauses } from '../../shared/statistics/failure-cause.ts';
import type { ReadableDb } from './open.ts';

/** So many of the newest failed jobs are looked at. */
export const NEWEST_FAILURES = 5_000;
const MOST_CAUSES = 50;
/** Of so many jobs of a cause a picture is looked for. */
const PICTURE_TRIES = 5;

interface Failed {
  readonly id: number;
  readonly error: string | null;
  readonly flow: string;
  readonly flow_id: number;
  readonly completed_at: number;
}

interface Gathered {
  readonly newest: Failed;
  readonly error: JobError;
  readonly flows: Set<number>;
  readonly toPicture: JobId[];
  jobs: number;
}

/** The newest failures, grouped by what they have in common, most jobs first. For the reader. */
export function failureCauses(db: ReadableDb, newest = NEWEST_FAILURES): FailureCauses {
  const failed = db
    .prepare<[number], Failed>(
      `SELECT job.id, job.error, flow.name AS flow, job.flow_id, job.completed_at
         FROM job JOIN flow ON flow.id = job.flow_id
        WHERE job.state = 'failed' AND (job.state = 'failed' OR job.state = 'cancelled' OR job.state = 'parked')
        ORDER BY job.id DESC LIMIT ?`,
    )
    .all(newest + 1);
  const looked = failed.slice(0, newest);
  const causes = [...gather(looked).values()].toSorted(
    (a, b) => b.jobs - a.jobs || b.newest.id - a.newest.id,
  );
  const picture = pictureFinder(db);
  return {
    causes: causes.slice(0, MOST_CAUSES).map((cause) => toCause(cause, picture)),
    looked: looked.length,
    complete: failed.length <= newest && causes.length <= MOST_CAUSES,
  };
}

function gather(failed: readonly Failed[]): Map<string, Gathered> {
  const causes = new Map<string, Gathered>();
  for (const job of failed) {
    const error = JobError.safeParse(job.error === null ? null : JSON.parse(job.error)).data;
    if (error === undefined) continue;
    const key = causeOf(error);
    const known = causes.get(key) ?? { newest: job, error, flows: new Set(), toPicture: [], jobs: 0 };
    known.jobs += 1;
    known.flows.add(job.flow_id);
    if (known.toPicture.length < PICTURE_TRIES) known.toPicture.push(JobId.parse(job.id));
    causes.set(key, known);
  }
  return causes;
}

type FindPicture = (jobs: readonly JobId[]) => FailureCause['picture'];

/** The last screenshot of the first of the jobs that has one. */
function pictureFinder(db: ReadableDb): FindPicture {
  const last = db
    .prepare<[JobId], number>(
      `SELECT id FROM artifact WHERE job_id = ? AND kind = 'screenshot' ORDER BY epoch DESC, id DESC LIMIT 1`,
    )
    .pluck();
  return (jobs) => {
    for (const jobId of jobs) {
      const artifactId = last.get(jobId);
      if (artifactId !== undefined) return { jobId, artifactId };
    }
    return null;
  };
}

function toCause({ newest, error, flows, toPicture, jobs }: Gathered, picture: FindPicture): FailureCause {
  return {
    category: error.category,
    message: error.message,
    mend: error.mend,
    jobs,
    flows: flows.size,
    flowName: newest.flow,
    newest: JobId.parse(newest.id),
    newestAt: newest.completed_at,
    picture: picture(toPicture),
  };
}
