import { type ComponentProps, lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { FlowId, JobId } from '../shared/ids.ts';
import type { AppContract } from '../shared/ipc/contract.ts';
import type { Client } from '../shared/ipc/define.ts';
import type { WantedPlace } from '../shared/notices/notice.ts';
import { BrowsersPlaceContext } from './features/browsers/index.ts';
import { DataHealthStrip } from './features/data-health/index.ts';
import { FirstRun } from './features/first-run/index.ts';
import type { LogPlace } from './features/job/index.ts';
import { JobsContext, JobsPage } from './features/jobs/index.ts';
import { LiveContext } from './features/live/index.ts';
import { NoticesContext } from './features/notices/index.ts';
import { paletteOpened, usePaletteKey } from './features/palette/opened.ts';
import { ProfilesContext } from './features/profiles/index.ts';
import { ResultsPlaceContext } from './features/results/index.ts';
import { SettingsContext } from './features/settings/index.ts';
import { WorkersContext } from './features/workers/index.ts';
import { closeJob, Drawer, WholeJob } from './open-job.tsx';
import { PLACE_KEYS } from './place-keys.ts';
import { isWhole, openJob, openLog, Page, type Place } from './places.ts';
import { Rail } from './rail.tsx';
import { router, usePlace } from './router.ts';
import { StatusBar } from './status-bar.tsx';
import type { Stores } from './stores.ts';
import { Announcer } from './ui/announcer.tsx';
import { useGoLetters } from './ui/use-go-letters.ts';
import { useKeys } from './ui/use-keys.ts';

// What is not needed for the first picture is loaded when it is.
const FlowZone = lazy(async () => ({ default: (await import('./flow-zone.tsx')).FlowZone }));
const WorkersPage = lazy(async () => ({
  default: (await import('./features/workers/workers-page.tsx')).WorkersPage,
}));
const WallPage = lazy(async () => ({ default: (await import('./features/live/wall-page.tsx')).WallPage }));
const SitesPage = lazy(async () => ({ default: (await import('./features/sites/index.ts')).SitesPage }));
const ProfilesPage = lazy(async () => ({
  default: (await import('./features/profiles/profiles-page.tsx')).ProfilesPage,
}));
const BrowsersPage = lazy(async () => ({
  default: (await import('./features/browsers/browsers-page.tsx')).BrowsersPage,
}));
const EditorPlace = lazy(async () => ({
  default: (await import('./features/editor/editor-place.tsx')).EditorPlace,
}));
const ResultsPage = lazy(async () => ({
  default: (await import('./features/results/results-page.tsx')).ResultsPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('./features/settings/settings-page.tsx')).SettingsPage,
}));
const HelpPage = lazy(async () => ({ default: (await import('./features/help/help-page.tsx')).HelpPage }));
const Palette = lazy(async () => ({ default: (await import('./window-palette.tsx')).WindowPalette }));
const NoticesDialog = lazy(async () => ({
  default: (await import('./features/notices/notices-dialog.tsx')).NoticesDialog,
}));
const Dialogs = lazy(async () => ({ default: (await import('./dialogs.tsx')).Dialogs }));

/** `g` then a letter goes to a place, from everywhere. */
const GO_LETTERS = Object.fromEntries(
  Page.options.map((page) => [PLACE_KEYS[page], () => router.go({ page })]),
);

/** The dialog that lies over the window. */
export type OpenDialog = 'new-job' | 'keys' | null;

interface AppProps {
  client: Client<AppContract>;
  stores: Stores;
  onWanted: (place: WantedPlace) => void;
}

/** The window: rail, page, status bar, and what may lie over them. */
export function App({ client, stores, onWanted }: AppProps) {
  useEffect(() => stores.start(), [stores]);
  return (
    <JobsContext value={stores}>
      <WorkersContext value={stores.workers}>
        <LiveContext value={stores.live}>
          <ProfilesContext value={stores.profiles}>
            <BrowsersPlaceContext value={goToBrowsers}>
              <ResultsPlaceContext value={goToResults}>
                <NoticesContext value={stores.notices}>
                  <SettingsContext value={stores.settings}>
                    <Window client={client} stores={stores} onWanted={onWanted} />
                  </SettingsContext>
                </NoticesContext>
              </ResultsPlaceContext>
            </BrowsersPlaceContext>
          </ProfilesContext>
        </LiveContext>
        <Announcer />
      </WorkersContext>
    </JobsContext>
  );
}

function goToBrowsers(): void {
  router.go({ page: 'browsers' });
}

function goToResults(wanted: Omit<Extract<Place, { page: 'results' }>, 'page'>): void {
  router.go({ page: 'results', ...wanted });
}

function showJob(id: JobId): void {
  router.go({ page: 'jobs', jobId: id });
}

function showLog(id: JobId, log: LogPlace): void {
  router.go({ page: 'jobs', jobId: id, log });
}

function Window({ client, stores, onWanted }: AppProps) {
  const place = usePlace();
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const [flowOfJob, setFlowOfJob] = useState<FlowId>();
  const newJob = useCallback((flowId?: FlowId) => {
    setFlowOfJob(flowId);
    setDialog('new-job');
  }, []);
  const showKeys = useCallback(() => setDialog('keys'), []);
  const chooseFlows = useRef<() => void>(null);
  useGoLetters(GO_LETTERS);
  usePaletteKey();
  // On the page of flows it makes a flow.
  useKeys({
    n: () => (place.page === 'flows' ? false : newJob()),
    '?': showKeys,
    p: () => togglePause(stores),
  });

  /** The keyboard's place goes along, so that its keys mean the job that is looked at. */
  const showNewJob = (id: JobId): void => {
    stores.jobs.getState().actions.setCurrent(id);
    showJob(id);
  };
  const onQueued = (ids: readonly JobId[]): void => {
    stores.jobs.getState().actions.watch(ids);
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) showNewJob(only);
    else router.go({ page: 'jobs' });
  };

  return (
    <div className="shell">
      <Rail page={place.page} onHelp={showKeys} />
      {/* The one main of the window: pages bring none of their own. */}
      <main className="shell-page">
        <DataHealthStrip store={stores.dataHealth} />
        {isWhole(place) && <WholeJob jobId={openJob(place)} log={openLog(place)} />}
        {place.page === 'jobs' && !isWhole(place) && (
          <JobsPage
            openId={openJob(place)}
            onOpen={showJob}
            onClose={closeJob}
            onNewJob={() => newJob()}
            onOpenLog={showLog}
            firstRun={
              <FirstRun
                client={client}
                onOpenJob={showNewJob}
                onSeeFlows={() => router.go({ page: 'flows' })}
                onImport={() => chooseFlows.current?.()}
                onNewJob={() => newJob()}
              />
            }
            drawer={<Drawer jobId={openJob(place)} log={openLog(place)} />}
          />
        )}
        <Suspense fallback={null}>
          <FlowZone
            isShown={place.page === 'flows' && place.edit !== true}
            flowId={place.page === 'flows' ? (place.flowId ?? null) : null}
            onChosen={nameFlow}
            onEdit={(flowId) => router.go({ page: 'flows', flowId, edit: true })}
            onNew={() => router.go({ page: 'flows', edit: true })}
            onOpenDraft={(draftId) => router.go({ page: 'flows', draftId, edit: true })}
            onOpenJob={showNewJob}
            onReady={(choose) => {
              chooseFlows.current = choose;
            }}
          />
        </Suspense>
        <Suspense fallback={null}>
          {place.page === 'flows' && place.edit === true && (
            <EditorPlace
              edited={place}
              onNamed={(named) => router.replace({ page: 'flows', edit: true, ...named })}
              onLeave={() => router.go({ page: 'flows' })}
            />
          )}
          {place.page === 'results' && (
            <ResultsPage
              place={place}
              onGo={goToResults}
              onOpenJob={showNewJob}
              onSeeFlows={() => router.go({ page: 'flows' })}
            />
          )}
          {place.page === 'settings' && <SettingsPage />}
          {place.page === 'help' && <HelpPage onShowKeys={showKeys} onOpenJob={showNewJob} />}
          {place.page === 'workers' && <WorkersPage onOpenJob={showNewJob} />}
          {place.page === 'profiles' && <ProfilesPage onOpenJob={showNewJob} />}
          {place.page === 'browsers' && <BrowsersPage />}
          {place.page === 'sites' && <SitesPage />}
          {place.page === 'live' && <WallPage onOpenJob={showNewJob} onNewJob={() => newJob()} />}
        </Suspense>
      </main>
      <StatusBar />
      <LazyDialogs opened={dialog} flowId={flowOfJob} onClose={() => setDialog(null)} onQueued={onQueued} />
      <LazyPalette
        client={client}
        stores={stores}
        onNewJob={newJob}
        onOpenJob={showNewJob}
        onImport={() => chooseFlows.current?.()}
        onShowKeys={showKeys}
      />
      <LazyNotices stores={stores} onGo={onWanted} />
    </div>
  );
}

function togglePause(stores: Stores): void {
  const { paused, setPaused } = stores.queue.getState();
  void setPaused(paused !== true);
}

/** The flow that is looked at belongs to the place, and walking through the list does not fill the history. */
function nameFlow(flowId: FlowId): void {
  const place = router.store.getState();
  if (place.page === 'flows' && place.edit !== true && place.flowId !== flowId)
    router.replace({ page: 'flows', flowId });
}

function LazyPalette(props: ComponentProps<typeof Palette>) {
  const opened = useStore(paletteOpened, (s) => s.opened);
  if (!opened) return null;
  return (
    <Suspense fallback={null}>
      <Palette {...props} />
    </Suspense>
  );
}

/** It comes with the first time that it is opened, and stays, so that it can close in peace. */
function LazyNotices({ stores, onGo }: { stores: Stores; onGo: (place: WantedPlace) => void }) {
  const opened = useStore(stores.notices.store, (s) => s.opened);
  const [wasOpened, setWasOpened] = useState(false);
  if (opened && !wasOpened) setWasOpened(true);
  if (!wasOpened) return null;
  return (
    <Suspense fallback={null}>
      <NoticesDialog onGo={onGo} />
    </Suspense>
  );
}

interface DialogsProps {
  opened: OpenDialog;
  flowId: FlowId | undefined;
  onClose: () => void;
  onQueued: (ids: readonly JobId[]) => void;
}

/** The dialogs come with the first one that is opened, and stay, so that each can close in peace. */
function LazyDialogs(props: DialogsProps) {
  const [wasOpened, setWasOpened] = useState(false);
  if (props.opened !== null && !wasOpened) setWasOpened(true);
  if (!wasOpened) return null;
  return (
    <Suspense fallback={null}>
      <Dialogs {...props} />
    </Suspense>
  );
}
