import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { JobId } from '../../../../shared/ids.ts';
import type { LiveState } from '../../../../shared/live/live-state.ts';
import { appClient } from '../../../api/index.ts';
import { useLiveStore } from '../../live/context.ts';
import { createPickStore, type PickStore } from './pick-store.ts';
import { createTrialStore, type Trial, type TrialStore } from './trial-store.ts';

export interface UsedTrial {
  readonly trials: TrialStore;
  readonly trial: Trial;
  /** Null while its steps do not run. */
  readonly live: LiveState | null;
  /** Null before the first run. */
  readonly picks: PickStore | null;
}

/** The trial of one editor; it ends with the panel. */
export function useTrial(): UsedTrial {
  const [trials] = useState(() => createTrialStore(appClient()));
  const trial = useStore(trials.store);
  const live = useLiveOf(trial.jobId);
  const { jobId } = trial;
  const picks = useMemo(() => (jobId === null ? null : createPickStore(appClient(), jobId)), [jobId]);
  useEffect(() => () => trials.close(), [trials]);
  useEffect(() => () => picks?.cancel(), [picks]);
  const ended = live?.phase === 'waiting' ? live.trial : undefined;
  const run = ended?.run;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a run, whatever else is told of it
  useEffect(() => {
    if (ended !== undefined) void trials.runEnded(ended);
  }, [trials, run]);
  return { trials, trial, live, picks };
}

function useLiveOf(jobId: JobId | null): LiveState | null {
  return useStore(useLiveStore().store, ({ jobs }) => (jobId === null ? null : (jobs.get(jobId) ?? null)));
}
