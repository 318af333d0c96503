import { lazy, Suspense } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { STATE_META } from '../../ui/state-meta.ts';
import { useLateFlag } from '../../ui/use-late-flag.ts';
import type { JobWish, LogPlace } from '../job/index.ts';
import { ALL } from './chip-layout.ts';
import { useJobs, useJobsActions } from './context.ts';
import { JobList } from './job-list.tsx';
import classes from './jobs-page.module.css';
import { JOBS_PANEL } from './jobs-panel-id.ts';
import { ListFoot } from './list-foot.tsx';
import { selectIsFiltered } from './selectors.ts';
import { SkeletonRows } from './skeleton-rows.tsx';
import { chipName } from './state-chips.tsx';

const LogHits = lazy(async () => ({ default: (await import('./log-hits.tsx')).LogHits }));

interface JobsPanelProps {
  openId: JobId | null;
  onOpen: (id: JobId) => void;
  onNewJob: () => void;
  onWish: (wish: JobWish) => void;
  /** Opens a job at a line of its log. */
  onOpenLog: (id: JobId, line: LogPlace) => void;
}

/** A wait below this shows nothing at all. */
const LOADING_SHOWS_MS = 150;

/** The list, or why there is none. */
export function JobsPanel(props: JobsPanelProps) {
  const selected = useJobs((s) => s.filter.state ?? ALL);
  return (
    <div role="tabpanel" id={JOBS_PANEL} aria-labelledby={chipName(selected)} className={classes.panel}>
      <Content {...props} />
      <CutBar />
      <ListFoot />
    </div>
  );
}

function Content({ openId, onOpen, onNewJob, onWish, onOpenLog }: JobsPanelProps) {
  const query = useJobs((s) => s.logSearch?.query ?? null);
  const phase = useJobs((s) => s.phase);
  const isEmpty = useJobs((s) => s.list.order.length === 0);
  const isSlow = useLateFlag(phase === 'loading', LOADING_SHOWS_MS);
  if (query !== null) {
    return (
      <Suspense fallback={null}>
        <LogHits query={query} onOpen={onOpenLog} />
      </Suspense>
    );
  }
  if (phase === 'failed') return <Failed />;
  if (isSlow) return <SkeletonRows />;
  if (!isEmpty) return <JobList openId={openId} onOpen={onOpen} onWish={onWish} />;
  return phase === 'loading' ? null : <Nothing onNewJob={onNewJob} />;
}

/** The search took too long to look at all jobs: how far it came, and a way to go on. */
function CutBar() {
  const cutAfter = useJobs((s) => (s.logSearch === null ? s.list.cutAfter : null));
  const isLooking = useJobs((s) => s.loadingMore);
  const { loadMore } = useJobsActions();
  if (cutAfter === null) return null;
  return (
    <div className={classes.cut} role="status">
      {t().jobsSearch.lookedThrough(cutAfter)}
      <Button size="sm" aria-busy={isLooking} onClick={loadMore}>
        {t().jobsSearch.lookFurther}
      </Button>
    </div>
  );
}

function Failed() {
  const detail = useJobs((s) => s.loadError);
  const { reload } = useJobsActions();
  return (
    <div className={classes.failed}>
      <ErrorPanel title="The list of jobs could not be read" detail={detail ?? undefined} onRetry={reload} />
    </div>
  );
}

function Nothing({ onNewJob }: { onNewJob: () => void }) {
  const filter = useJobs((s) => s.filter);
  const isFiltered = useJobs(selectIsFiltered);
  const { search, showState } = useJobsActions();
  if (!isFiltered)
    return <EmptyState action={<Button onClick={onNewJob}>New job</Button>}>No jobs yet.</EmptyState>;
  if (filter.text === '') {
    const word = filter.state === null ? '' : STATE_META[filter.state].word.toLowerCase();
    return (
      <EmptyState action={<Button onClick={() => showState(null)}>Show all jobs</Button>}>
        No job is {word} now.
      </EmptyState>
    );
  }
  return (
    <EmptyState action={<Button onClick={() => search('')}>Clear search</Button>}>
      No {filter.state === null ? '' : `${STATE_META[filter.state].word.toLowerCase()} `}job matches “
      <bdi>{safeText(filter.text)}</bdi>”.
    </EmptyState>
  );
}
