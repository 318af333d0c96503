import type { BrowserWindow } from 'electron';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { CallHandlers } from '../../../shared/ipc/define.ts';
import type { Core } from '../core.ts';
import { appCalls } from './calls/app.ts';
import { browserCalls } from './calls/browsers.ts';
import { dataCalls } from './calls/data.ts';
import { draftCalls } from './calls/drafts.ts';
import { flowWork } from './calls/flow-work.ts';
import { flowCalls } from './calls/flows.ts';
import { jobCalls } from './calls/jobs.ts';
import { liveCalls } from './calls/live.ts';
import { profileCalls } from './calls/profiles.ts';
import { type OpenTrace, resultCalls } from './calls/results.ts';
import { trialCalls } from './calls/trial.ts';
import { workerCalls } from './calls/workers.ts';

export interface CallDeps {
  readonly core: Core;
  readonly window: () => BrowserWindow | undefined;
  readonly openTrace: OpenTrace;
}

/** What the window may ask: each answer is one or two lines that call a service. */
export function windowCalls({ core, window, openTrace }: CallDeps): CallHandlers<AppContract> {
  return {
    ...appCalls(core),
    ...jobCalls(core),
    ...resultCalls(core, window, openTrace),
    ...flowCalls(core),
    ...draftCalls(core),
    ...flowWork(core, window),
    ...workerCalls(core),
    ...profileCalls(core),
    ...browserCalls(core),
    ...dataCalls(core),
    ...liveCalls(core),
    ...trialCalls(core),
  };
}
