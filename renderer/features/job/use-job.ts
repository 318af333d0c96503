import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { systemClock } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import { appClient } from '../../api/index.ts';
import { t } from '../../texts/index.ts';
import { tellWithUndo } from '../../ui/undo-toast.tsx';
import { createJobStore, type JobFacts, type JobStore } from './store.ts';

/** Reads a job and follows it for as long as it is shown. */
export function useJob(jobId: JobId): { readonly job: JobStore; readonly facts: JobFacts } {
  const job = useMemo(() => createJobStore(appClient(), jobId, systemClock, tellMended), [jobId]);
  useEffect(() => {
    const running = job.start();
    return () => running.dispose();
  }, [job]);
  return { job, facts: useStore(job.store) };
}

function tellMended(version: number, undo: () => void): void {
  tellWithUndo({ id: 'flow-mended', text: t().job.mended(version), undo });
}
