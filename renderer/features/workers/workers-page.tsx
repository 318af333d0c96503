import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { systemClock } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import { appClient } from '../../api/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { plural } from '../../ui/format.ts';
import { useLateFlag } from '../../ui/use-late-flag.ts';
import { useWorkers, useWorkersStore } from './context.ts';
import { LivesTable } from './lives-table.tsx';
import { createWorkersPageStore, type WorkersPageStore } from './page-store.ts';
import { DegradedNotice, DrainedNotice, StartButton } from './pool-notices.tsx';
import { PoolPanel } from './pool-panel.tsx';
import { WorkerCard } from './worker-card.tsx';
import classes from './workers-page.module.css';

interface WorkersPageProps {
  onOpenJob: (id: JobId) => void;
}

/** The workers: how many there are, how each is, what they need, and how the last ones ended. */
export function WorkersPage({ onOpenJob }: WorkersPageProps) {
  const fleet = useWorkersStore();
  const [page] = useState(() =>
    createWorkersPageStore({
      client: appClient(),
      clock: systemClock,
      announce,
      onPool: (pool) => fleet.setState({ pool }),
    }),
  );
  useEffect(() => page.follow(document), [page]);
  return (
    <>
      <header className="shell-top">
        <h1 className="shell-title">Workers</h1>
        <Summary />
      </header>
      <div className={classes.page}>
        <Fault page={page} />
        <Pool page={page} />
        <Cards page={page} onOpenJob={onOpenJob} />
        <Drained page={page} />
        <History page={page} />
      </div>
    </>
  );
}

function Summary() {
  const workers = useWorkers((s) => s.workers) ?? [];
  const alive = workers.filter(({ state }) => state !== 'offline');
  const jobs = alive.reduce((sum, { currentJobs }) => sum + currentJobs.length, 0);
  const places = alive.reduce((sum, { concurrency }) => sum + concurrency, 0);
  if (alive.length === 0) return null;
  return (
    <span className={classes.summary}>
      {plural(alive.length, 'worker')} · {jobs} of {plural(places, 'place')} taken
    </span>
  );
}

function Fault({ page }: { page: WorkersPageStore }) {
  const fault = useStore(page.store, (s) => s.fault);
  if (fault === null) return null;
  return (
    <ErrorPanel
      title={fault.title}
      detail={fault.detail}
      actions={
        <IconButton label="Close" icon={<IconX size={16} stroke={1.5} />} onClick={page.dismissFault} />
      }
    />
  );
}

function Pool({ page }: { page: WorkersPageStore }) {
  const pool = useWorkers((s) => s.pool);
  const draft = useStore(page.store, (s) => s.draft);
  const isBusy = useStore(page.store, (s) => s.isBusy);
  if (pool === null) return null;
  return (
    <>
      <DegradedNotice pool={pool} isBusy={isBusy} onStart={() => void page.start()} />
      <PoolPanel
        pool={pool}
        draft={draft}
        isBusy={isBusy}
        onDraft={page.setDraft}
        onApply={() => void page.apply()}
      />
    </>
  );
}

/** Below the workers, so that none of them moves when it comes. */
function Drained({ page }: { page: WorkersPageStore }) {
  const pool = useWorkers((s) => s.pool);
  const isBusy = useStore(page.store, (s) => s.isBusy);
  if (pool === null) return null;
  return <DrainedNotice pool={pool} isBusy={isBusy} onStart={() => void page.start()} />;
}

interface CardsProps extends WorkersPageProps {
  page: WorkersPageStore;
}

function Cards({ page, onOpenJob }: CardsProps) {
  const workers = useWorkers((s) => s.workers);
  const isEmptyPool = useWorkers((s) => s.pool?.state === 'ok' && s.pool.drained.length === 0);
  const { samples, readAt, asking, isBusy } = useStore(page.store);
  if (workers === null) return <Loading />;
  if (workers.length === 0) {
    const start = (
      <StartButton isBusy={isBusy} onStart={() => void page.start()}>
        Start the workers
      </StartButton>
    );
    return <EmptyState {...(isEmptyPool ? { action: start } : {})}>No worker is running.</EmptyState>;
  }
  return (
    <ul className={classes.cards} aria-label="Workers">
      {workers.map((worker) => (
        <li key={worker.id}>
          <WorkerCard
            worker={worker}
            samples={samples.get(worker.slot) ?? []}
            readAt={readAt}
            asking={asking?.slot === worker.slot ? asking : null}
            onAsk={page.ask}
            onDrain={() => void page.drain()}
            onOpenJob={onOpenJob}
          />
        </li>
      ))}
    </ul>
  );
}

const LOADING_SHOWS_MS = 150;

/** Still cards at true height, once reading takes long enough to be seen. */
function Loading() {
  const isLate = useLateFlag(true, LOADING_SHOWS_MS);
  if (!isLate) return null;
  return (
    <div className={classes.cards} aria-busy="true">
      <div className={classes.placeholder} />
      <div className={classes.placeholder} />
    </div>
  );
}

function History({ page }: { page: WorkersPageStore }) {
  const lives = useStore(page.store, (s) => s.lives);
  const error = useStore(page.store, (s) => s.historyError);
  return (
    <section className={classes.history} aria-label="History">
      <h2 className={classes.heading}>History</h2>
      {error !== null && (
        <ErrorPanel
          title="The history of the workers could not be read"
          detail={error.message}
          onRetry={() => void page.readHistory()}
        />
      )}
      {lives?.length === 0 && <p className={classes.none}>No worker has been started yet.</p>}
      {lives !== null && lives.length > 0 && <LivesTable lives={lives} />}
    </section>
  );
}
