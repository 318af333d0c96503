import type { JobSort } from '../../../shared/job/query-terms.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';

/** Negative where the first job stands before the second one. The same order as the database's. */
export type Compare = (a: JobSummary, b: JobSummary) => number;

const newestFirst: Compare = (a, b) => b.id - a.id;

const COMPARE: Readonly<Record<JobSort, Compare>> = {
  newest: newestFirst,
  oldest: (a, b) => a.id - b.id,
  priority: byKey((job) => job.priority),
  rows: byKey((job) => (job.completedAt === null ? 0 : job.rowCount)),
  duration: byKey(({ startedAt, completedAt }) => {
    const took = startedAt === null || completedAt === null ? 0 : completedAt - startedAt;
    // Shorter ones count as equally long.
    return took >= 1000 ? took : 0;
  }),
  started: byKey((job) => job.startedAt ?? -1),
  flow: (a, b) => byName(a.flowName, b.flowName) || a.flowId - b.flowId || newestFirst(a, b),
};

export function compareBy(sort: JobSort): Compare {
  return COMPARE[sort];
}

function byKey(key: (job: JobSummary) => number): Compare {
  return (a, b) => key(b) - key(a) || newestFirst(a, b);
}

/** As the database compares: upper and lower case of ASCII letters alike. */
function byName(a: string, b: string): number {
  const [x, y] = [a, b].map((name) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
  return x === y || x === undefined || y === undefined ? 0 : x < y ? -1 : 1;
}
