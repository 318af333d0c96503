import { useState } from 'react';
import type { LeaseEpoch } from '../../../shared/ids.ts';
import type { ArtifactRecord, JobDetail } from '../../../shared/job/schema.ts';
import { isEnded } from '../../../shared/job/state.ts';
import { ArtifactsView } from './artifacts-view.tsx';
import { AttemptsView } from './attempts-view.tsx';
import { InputView } from './input-view.tsx';
import { JobErrorPanel } from './job-error.tsx';
import { JobHeader } from './job-header.tsx';
import { JobTabs, type Tab } from './job-tabs.tsx';
import { LogView } from './log-view.tsx';
import { PictureDialog } from './picture-dialog.tsx';
import { ResultsView } from './results-view.tsx';
import { stepRows } from './steps.ts';
import { StepsView } from './steps-view.tsx';
import type { JobFacts, JobStoreActions } from './store.ts';
import { TimelineView } from './timeline-view.tsx';

interface JobBodyProps {
  detail: JobDetail;
  facts: JobFacts;
  actions: JobStoreActions;
}

/** Header, error, history and the tabs of a job that was read. */
export function JobBody({ detail, facts, actions }: JobBodyProps) {
  const { job } = detail;
  const [tab, setTab] = useState<Tab>('steps');
  const [chosenEpoch, setChosenEpoch] = useState<LeaseEpoch | null>(null);
  const [currentStep, setCurrentStep] = useState<string | null>(null);
  const [picture, setPicture] = useState<ArtifactRecord | null>(null);
  const epoch = chosenEpoch ?? lastEpoch(detail);
  const showStep = (path: string): void => {
    setTab('steps');
    setCurrentStep(path);
  };
  const hasError = job.state === 'failed' || job.state === 'parked' || job.state === 'pending';
  const error = hasError ? job.error : null;

  return (
    <>
      <JobHeader job={job} datasets={detail.datasets} facts={facts} actions={actions} />
      {error !== null && (
        <JobErrorPanel error={error} isRetried={job.state === 'pending'} onShowStep={showStep} />
      )}
      <TimelineView facts={detail} />
      <JobTabs
        tab={tab}
        onTab={setTab}
        detail={detail}
        epoch={epoch}
        onEpoch={setChosenEpoch}
        views={{
          steps: () => (
            <StepsView
              detail={detail}
              rows={epoch === null ? [] : stepRows(detail, epoch)}
              current={currentStep}
              told={error}
              onShowPicture={setPicture}
            />
          ),
          log: () => <LogView jobId={job.id} onShowStep={showStep} />,
          results: () => (
            <ResultsView
              jobId={job.id}
              datasets={detail.datasets}
              values={detail.result}
              rowsRev={facts.rowsRev}
              isOpen={!isEnded(job.state)}
              onExport={actions.exportRows}
            />
          ),
          artifacts: () => <ArtifactsView detail={detail} onShowPicture={setPicture} />,
          input: () => <InputView detail={detail} />,
          attempts: () => <AttemptsView detail={detail} />,
        }}
      />
      <PictureDialog detail={detail} artifact={picture} onShow={setPicture} />
    </>
  );
}

function lastEpoch(detail: JobDetail): LeaseEpoch | null {
  return detail.attempts.reduce<LeaseEpoch | null>(
    (last, { epoch }) => (last === null || epoch > last ? epoch : last),
    null,
  );
}
