import { IconPlayerPause, IconPlayerPlay, IconPlus, IconSnowflake } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { Button } from '../../ui/button.tsx';
import type { JobWish, LogPlace } from '../job/index.ts';
import { PaletteButton } from '../palette/palette-button.tsx';
import { ThroughputStrip } from '../statistics/index.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { useJobs, useJobsActions, useQueue } from './context.ts';
import { JobSearch } from './job-search.tsx';
import classes from './jobs-page.module.css';
import { JobsPanel } from './jobs-panel.tsx';
import { JobsStrips } from './jobs-strips.tsx';
import { SaveView } from './save-view.tsx';
import { selectIsFirstRun } from './selectors.ts';
import { StateChips } from './state-chips.tsx';
import { useGoKeys } from './use-go-keys.ts';
import { usePageKeys } from './use-page-keys.ts';

const JobDialog = lazy(async () => ({ default: (await import('../job/index.ts')).JobDialog }));

interface JobsPageProps {
  openId: JobId | null;
  onOpen: (id: JobId) => void;
  onClose: () => void;
  onNewJob: () => void;
  /** Opens a job at a line of its log. */
  onOpenLog: (id: JobId, line: LogPlace) => void;
  /** Stands in the place of the list until there is a job. */
  firstRun: ReactNode;
  /** The open job. */
  drawer: ReactNode;
}

/** The page of all jobs: what can be done, how many stand where, and the list. */
export function JobsPage(props: JobsPageProps) {
  const { openId, onOpen, onClose, onNewJob, onOpenLog, firstRun, drawer } = props;
  const search = useRef<HTMLInputElement>(null);
  const isFirstRun = useJobs(selectIsFirstRun);
  const hasFailed = useJobs((s) => s.phase === 'failed');
  const { showState } = useJobsActions();
  const [wish, setWish] = useState<JobWish | null>(null);
  usePageKeys({ search, openId, onOpen, onClose, onWish: setWish });
  useGoKeys(showState);

  return (
    <div className={classes.page}>
      <div className={classes.list}>
        <header className="shell-top">
          <h1 className="shell-title">Jobs</h1>
          {isFirstRun === true && <span className={classes.hint}>none yet</span>}
          <span className={classes.spring} />
          <PaletteButton />
          <PauseButton />
          <Button
            variant={isFirstRun === true ? 'default' : 'primary'}
            icon={<IconPlus size={16} stroke={1.5} />}
            hotkey="n"
            onClick={onNewJob}
          >
            New job
          </Button>
        </header>
        {isFirstRun === true && (
          <>
            <JobsStrips />
            {firstRun}
          </>
        )}
        {isFirstRun === false && (
          <>
            <StateChips />
            <div className={classes.tools}>
              <JobSearch input={search} />
              <SaveView />
              <ColumnChooser />
              <FreezeButton />
            </div>
            <ThroughputStrip onOpenJob={onOpen} />
            <JobsStrips />
          </>
        )}
        {(isFirstRun === false || hasFailed) && (
          <JobsPanel
            openId={openId}
            onOpen={onOpen}
            onNewJob={onNewJob}
            onWish={setWish}
            onOpenLog={onOpenLog}
          />
        )}
      </div>
      {openId !== null && <div className={classes.drawer}>{drawer}</div>}
      {wish !== null && (
        <Suspense fallback={null}>
          <JobDialog key={`${wish.kind} ${wish.id}`} wish={wish} onClose={() => setWish(null)} />
        </Suspense>
      )}
    </div>
  );
}

function PauseButton() {
  const paused = useQueue((queue) => queue.paused);
  const setPaused = useQueue((queue) => queue.setPaused);
  const icon =
    paused === true ? <IconPlayerPlay size={16} stroke={1.5} /> : <IconPlayerPause size={16} stroke={1.5} />;
  return (
    <Button icon={icon} onClick={() => void setPaused(paused !== true)}>
      {paused === true ? 'Resume queue' : 'Pause queue'}
    </Button>
  );
}

function FreezeButton() {
  const frozen = useJobs((s) => s.frozen);
  const { setFrozen } = useJobsActions();
  return (
    <Button
      icon={<IconSnowflake size={16} stroke={1.5} />}
      hotkey="f"
      aria-pressed={frozen}
      onClick={() => setFrozen(!frozen)}
    >
      Freeze
    </Button>
  );
}
