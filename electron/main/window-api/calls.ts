import type { BrowserWindow } from 'electron';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { CallHandlers } from '../../../shared/ipc/define.ts';
import type { Core } from '../core.ts';
import { appCalls } from './calls/app.ts';
import { browserCalls } from './calls/browsers.ts';
import { dataCalls } from './calls/data.ts';
import { datasetCalls } from './calls/datasets.ts';
import { draftCalls } from './calls/drafts.ts';
import { flowWork } from './calls/flow-work.ts';
import { flowCalls } from './calls/flows.ts';
import { jobPageCalls } from './calls/job-page.ts';
import { jobCalls } from './calls/jobs.ts';
import { liveCalls } from './calls/live.ts';
import { noticeWindowCalls } from './calls/notices.ts';
import { profileCalls } from './calls/profiles.ts';
import { type OpenTrace, resultCalls } from './calls/results.ts';
import { settingsWindowCalls } from './calls/settings.ts';
import { statisticsCalls } from './calls/statistics.ts';
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
    ...jobPageCalls(core, window),
    ...resultCalls(core, window, openTrace),
    ...datasetCalls(core, window),
    ...flowCalls(core),
    ...draftCalls(core),
    ...flowWork(core, window),
    ...workerCalls(core),
    ...profileCalls(core),
    ...browserCalls(core),
    ...dataCalls(core),
    ...statisticsCalls(core),
    ...liveCalls(core),
    ...settingsWindowCalls(core),
    ...noticeWindowCalls(core),
    ...trialCalls(core),
  };
}
