import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { JobId, LeaseEpoch } from '../../../shared/ids.ts';
import type { ArtifactRecord, JobDetail } from '../../../shared/job/schema.ts';
import { isEnded } from '../../../shared/job/state.ts';
import { t } from '../../texts/index.ts';
import { useLiveState } from '../live/index.ts';
import { LiveTab } from '../live/live-tab.tsx';
import { ArtifactsView } from './artifacts-view.tsx';
import { AttemptsView } from './attempts-view.tsx';
import { FailureView } from './failure-view.tsx';
import { InputView } from './input-view.tsx';
import classes from './job-body.module.css';
import { JobErrorPanel } from './job-error.tsx';
import { JobHeader } from './job-header.tsx';
import { JobTabs, type Tab } from './job-tabs.tsx';
import type { JobWish, LogPlace } from './job-wish.ts';
import { LogView } from './log-view.tsx';
import { PictureDialog } from './picture-dialog.tsx';
import { RawView } from './raw-view.tsx';
import { ResultsView } from './results-view.tsx';
import { ResumePanel } from './resume-panel.tsx';
import { stepRows } from './steps.ts';
import { StepsView } from './steps-view.tsx';
import type { JobFacts, JobStoreActions } from './store.ts';
import { TimelineView } from './timeline-view.tsx';
import { WaitPanel } from './wait-panel.tsx';

interface JobBodyProps {
  detail: JobDetail;
  facts: JobFacts;
  actions: JobStoreActions;
  /** The log stands beside the other parts instead of among them. */
  logBeside: boolean;
  /** A line of the log to show; null = none. */
  log: LogPlace | null;
  onOpenJob: (id: JobId) => void;
  onWish: (wish: JobWish) => void;
}

/** Header, error, history and the tabs of a job that was read. */
export function JobBody({ detail, facts, actions, logBeside, log, onOpenJob, onWish }: JobBodyProps) {
  const { job } = detail;
  const phase = useLiveState(job.id)?.phase;
  const asks = phase === 'asking' || phase === 'held';
  const failed = detail.job.error?.step;
  const hasFailure = failed !== undefined && tellsError(detail);
  const [chosen, setTab] = useState<Tab | null>(log === null ? null : 'log');
  // Until a person chooses, a job that asks begins with its page and a failed one with its failure; one that goes on leaves it.
  const first = asks ? 'live' : hasFailure ? 'failure' : 'steps';
  const isGone = (chosen === 'failure' && !hasFailure) || (chosen === 'log' && logBeside);
  const tab = chosen === null || isGone ? first : chosen;
  // Another line of the same job's log may be asked for while the drawer is open.
  useEffect(() => {
    if (log !== null) setTab('log');
  }, [log]);
  useEffect(() => {
    if (asks) setTab('live');
  }, [asks]);
  const [chosenEpoch, setChosenEpoch] = useState<LeaseEpoch | null>(null);
  const [currentStep, setCurrentStep] = useState<string | null>(null);
  const [picture, setPicture] = useState<ArtifactRecord | null>(null);
  const epoch = chosenEpoch ?? lastEpoch(detail);
  const showStep = (path: string, of: LeaseEpoch | null = null): void => {
    setTab('steps');
    setCurrentStep(path);
    if (of !== null) setChosenEpoch(of);
  };
  const [logStep, setLogStep] = useState<string | null>(null);
  const showLog = (path: string): void => {
    setLogStep(path);
    if (!logBeside) setTab('log');
  };
  const error = tellsError(detail) ? job.error : null;
  const rows = useMemo(() => (epoch === null ? [] : stepRows(detail, epoch)), [detail, epoch]);
  const logView = (): ReactNode => (
    <LogView jobId={job.id} place={log} step={logStep} onStep={setLogStep} onShowStep={showStep} />
  );

  return (
    <div className={logBeside ? classes.beside : classes.body}>
      <div className={classes.head}>
        <JobHeader job={job} datasets={detail.datasets} facts={facts} actions={actions} onWish={onWish} />
        <WaitPanel detail={detail} onResumeFlow={actions.resumeFlow} onOpenJob={onOpenJob} />
        {error !== null && <JobErrorPanel error={error} state={job.state} onShowStep={showStep} />}
        <ResumePanel job={job} onResume={actions.resume} onExportFailed={actions.exportFailedRows} />
        <TimelineView facts={detail} />
      </div>
      <div className={classes.main}>
        <h2 className="visually-hidden">{t().job.parts}</h2>
        <JobTabs
          tab={tab}
          onTab={setTab}
          detail={detail}
          epoch={epoch}
          onEpoch={setChosenEpoch}
          without={logBeside ? 'log' : null}
          hasFailure={hasFailure}
          views={{
            live: () => <LiveTab detail={detail} />,
            failure: () => (
              <FailureView detail={detail} path={failed ?? ''} facts={facts} actions={actions} />
            ),
            steps: () => (
              <StepsView
                detail={detail}
                rows={rows}
                epoch={epoch}
                current={currentStep}
                told={error}
                onCurrent={setCurrentStep}
                onShowPicture={setPicture}
                onShowLog={showLog}
              />
            ),
            log: logView,
            results: () => (
              <ResultsView
                jobId={job.id}
                flowId={job.flowId}
                datasets={detail.datasets}
                values={detail.result}
                rowsRev={facts.rowsRev}
                isOpen={!isEnded(job.state)}
                onExport={actions.exportRows}
              />
            ),
            artifacts: () => <ArtifactsView detail={detail} onShowPicture={setPicture} />,
            input: () => <InputView detail={detail} />,
            attempts: () => <AttemptsView detail={detail} onOpenJob={onOpenJob} onShowStep={showStep} />,
            raw: () => <RawView detail={detail} />,
          }}
        />
      </div>
      {logBeside && (
        <section className={classes.log} aria-label={t().job.log.label}>
          {logView()}
        </section>
      )}
      <PictureDialog detail={detail} artifact={picture} onShow={setPicture} />
    </div>
  );
}

/** A cancelled job keeps the error of an attempt before, which is no news; but one that fell with another job has its reason there. */
function tellsError({ job, after }: JobDetail): boolean {
  if (job.state === 'cancelled')
    return job.startedAt === null || after.some(({ state }) => state === 'failed');
  return job.state === 'failed' || job.state === 'parked' || job.state === 'pending';
}

function lastEpoch(detail: JobDetail): LeaseEpoch | null {
  return detail.attempts.reduce<LeaseEpoch | null>(
    (last, { epoch }) => (last === null || epoch > last ? epoch : last),
    null,
  );
}
