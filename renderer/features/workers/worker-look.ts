import {
  type Icon,
  IconCircleDashed,
  IconDroplet,
  IconHourglassLow,
  IconPlayerPlay,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { WorkerSummary } from '../../../shared/job/schema.ts';

/** What a worker is called: its state, or that it finishes what it has and takes nothing new. */
export type WorkerLook = WorkerSummary['state'] | 'draining';

/** A worker that has ended is offline, whether it was drained or not. */
export function workerLook({ state, draining }: Pick<WorkerSummary, 'state' | 'draining'>): WorkerLook {
  return draining && state !== 'offline' ? 'draining' : state;
}

/** Word, picture and colour of each. */
export const LOOKS: Readonly<Record<WorkerLook, { word: string; color: string; icon: Icon }>> = {
  starting: { word: 'Starting', color: 'var(--st-pending)', icon: IconHourglassLow },
  idle: { word: 'Idle', color: 'var(--st-completed)', icon: IconCircleDashed },
  busy: { word: 'Busy', color: 'var(--st-processing)', icon: IconPlayerPlay },
  draining: { word: 'Draining', color: 'var(--st-retrying)', icon: IconDroplet },
  offline: { word: 'Offline', color: 'var(--st-draft)', icon: IconPlugConnectedX },
};
