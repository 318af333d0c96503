import { useEffect, useState } from 'react';
import { toWire } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { JobDetail } from '../../../shared/job/schema.ts';
import { appClient } from '../../api/index.ts';

/** The last good job of the same flow, as far as it is known. */
export type GoodJob =
  | { readonly phase: 'looking' }
  | { readonly phase: 'none' }
  | { readonly phase: 'failed'; readonly message: string }
  | { readonly phase: 'found'; readonly detail: JobDetail };

/** Looks for the last good job of a job's flow, and reads it. @param wanted nothing is asked before it is */
export function useGoodJob(id: JobId, wanted: boolean): GoodJob {
  const [good, setGood] = useState<GoodJob>({ phase: 'looking' });
  useEffect(() => {
    if (!wanted) return;
    let isOver = false;
    setGood({ phase: 'looking' });
    void look(id).then((found) => {
      if (!isOver) setGood(found);
    });
    return () => {
      isOver = true;
    };
  }, [id, wanted]);
  return good;
}

async function look(id: JobId): Promise<GoodJob> {
  try {
    const found = await appClient().call('job.lastGood', { id });
    if (found.id === null) return { phase: 'none' };
    return { phase: 'found', detail: await appClient().call('jobs.get', { id: found.id }) };
  } catch (error) {
    return { phase: 'failed', message: toWire(error).message };
  }
}
