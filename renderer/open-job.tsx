import { lazy, Suspense } from 'react';
import type { JobId } from '../shared/ids.ts';
import type { JobWays, LogPlace } from './features/job/index.ts';
import { useNeighbours, useTakeAlong } from './features/jobs/index.ts';
import { router } from './router.ts';

const JobDrawer = lazy(async () => ({ default: (await import('./features/job/index.ts')).JobDrawer }));
const JobPage = lazy(async () => ({ default: (await import('./features/job/index.ts')).JobPage }));

interface OpenJobProps {
  jobId: JobId | null;
  log: LogPlace | null;
}

/** Back to the list of jobs. */
export function closeJob(): void {
  router.go({ page: 'jobs' });
}

/** The open job beside the list. */
export function Drawer({ jobId, log }: OpenJobProps) {
  if (jobId === null) return null;
  return (
    <Suspense fallback={null}>
      <OpenDrawer jobId={jobId} log={log} />
    </Suspense>
  );
}

function OpenDrawer({ jobId, log }: { jobId: JobId; log: LogPlace | null }) {
  return <JobDrawer jobId={jobId} log={log} ways={useWays(jobId, false)} />;
}

/** The open job on the whole page. */
export function WholeJob({ jobId, log }: OpenJobProps) {
  if (jobId === null) return null;
  return (
    <Suspense fallback={null}>
      <OpenPage jobId={jobId} log={log} />
    </Suspense>
  );
}

function OpenPage({ jobId, log }: { jobId: JobId; log: LogPlace | null }) {
  return <JobPage jobId={jobId} log={log} ways={useWays(jobId, true)} />;
}

/** The ways from a job; the keyboard's place in the list goes along, so that it is found again there. */
function useWays(jobId: JobId, whole: boolean): JobWays {
  const neighbours = useNeighbours(jobId);
  const takeAlong = useTakeAlong();
  const show = (id: JobId, isWhole: boolean): void => {
    takeAlong(id);
    router.go({ page: 'jobs', jobId: id, ...(isWhole ? { whole: true } : {}) });
  };
  return {
    neighbours,
    onGo: (id) => show(id, whole),
    onTurn: () => show(jobId, !whole),
    onClose: closeJob,
  };
}
