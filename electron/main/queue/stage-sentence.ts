import type { CancelStage } from './types.ts';

/** A stage of stopping, for the job's history. @param afterMs since the request */
export function stageSentence(stage: CancelStage, afterMs: number): string {
  const after = `${Math.round(afterMs)} ms after the request`;
  switch (stage) {
    case 'actions_stopped':
      return `The browser actions stopped ${after}.`;
    case 'context_closed':
      return `The browser context was closed ${after}.`;
    case 'worker_killed':
      return `The worker was ended ${after}, because the job did not stop.`;
  }
}
