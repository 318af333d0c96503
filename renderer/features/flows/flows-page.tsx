import { IconArrowLeft, IconFileImport, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { systemClock } from '../../../shared/clock.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { FlowId, JobId } from '../../../shared/ids.ts';
import type { DraftId } from '../../../shared/ipc/flow-calls.ts';
import { appClient } from '../../api/index.ts';
import { t } from '../../texts/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { tellWithUndo } from '../../ui/undo-toast.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { NewJobDialog } from '../new-job/index.ts';
import { useFlowImport } from './flow-drop-zone.tsx';
import { FlowView } from './flow-view.tsx';
import classes from './flows.module.css';
import { DraftList } from './list/draft-list.tsx';
import { FlowList } from './list/flow-list.tsx';
import { FlowMenu, type FlowMenuPlace } from './list/flow-menu.tsx';
import { createLibraryStore } from './list/library-store.ts';
import { RenameDialog, TagsDialog } from './list/name-dialogs.tsx';
import { TrashView } from './list/trash-view.tsx';
import { createFlowsStore } from './store.ts';

export interface FlowsPageProps {
  /** The flow that the window's place names. */
  flowId: FlowId | null;
  /** Another flow is looked at: the place is to name it. */
  onChosen: (id: FlowId) => void;
  onEdit: (id: FlowId) => void;
  onNew: () => void;
  onOpenDraft: (id: DraftId) => void;
  onOpenJob: (id: JobId) => void;
}

const ICON = { size: 16, stroke: 1.5 } as const;

/** The saved flows at the left, the chosen one at the right; or what is in the trash. */
export function FlowsPage(props: FlowsPageProps) {
  const { flows, library } = useStores(props);
  const state = useStore(flows.store);
  const { runs, drafts, drafted, trashed, fault } = useStore(library.store);
  const { choose } = useFlowImport();
  const [isTrash, setTrash] = useState(false);
  const [toRun, setToRun] = useState<FlowId | null>(null);
  const [menu, setMenu] = useState<FlowMenuPlace | null>(null);
  const [dialog, setDialog] = useState<{ kind: 'rename' | 'tags'; flow: FlowSummary } | null>(null);
  useKeys({ n: props.onNew, Enter: () => isTrash === false && state.chosen !== null && focusView() });
  const words = t().flows;
  const chosen = state.flows?.find((flow) => flow.id === state.chosen);
  const isEmpty = state.flows?.length === 0 && drafts.length === 0;
  const openTrash = (): void => {
    setTrash(true);
    void library.loadTrash();
  };
  const wishesFor = (flow: FlowSummary) => ({
    run: () => setToRun(flow.id),
    edit: () => props.onEdit(flow.id),
    duplicate: () => void library.duplicate(flow.id),
    rename: () => setDialog({ kind: 'rename', flow }),
    tags: () => setDialog({ kind: 'tags', flow }),
    pause: () => void flows.setLimits(flow.id, { paused: !flow.paused }),
    export: () => void library.exportFile(flow.id),
    trash: () => void library.trash(flow),
  });

  return (
    <>
      <header className="shell-top">
        <h1 className="shell-title">{isTrash ? words.trash : words.title}</h1>
        <span className={classes.spacer} />
        {isTrash ? (
          <Button icon={<IconArrowLeft {...ICON} />} onClick={() => setTrash(false)}>
            {words.back}
          </Button>
        ) : (
          <>
            <Button variant="subtle" icon={<IconTrash {...ICON} />} onClick={openTrash}>
              {words.trash}
            </Button>
            <Button icon={<IconFileImport {...ICON} />} hotkey="Ctrl O" onClick={choose}>
              {words.importFlow}
            </Button>
            <Button icon={<IconPlus {...ICON} />} hotkey="n" onClick={props.onNew}>
              {words.newFlow}
            </Button>
          </>
        )}
      </header>
      {fault !== null && (
        <div className={classes.pageError}>
          <ErrorPanel
            {...fault}
            actions={<Button onClick={library.dismissFault}>{t().common.close}</Button>}
          />
        </div>
      )}
      {state.listError !== null && (
        <div className={classes.pageError}>
          <ErrorPanel
            title={words.unreadable}
            detail={state.listError.message}
            onRetry={() => void flows.load()}
          />
        </div>
      )}
      {isTrash && (
        <TrashView
          trashed={trashed}
          onRestore={(flow) => void library.restore(flow)}
          onRemove={(flow) => void library.removeForGood(flow)}
        />
      )}
      {!isTrash && isEmpty && (
        <EmptyState action={<Button onClick={choose}>{words.importOne}</Button>}>{words.none}</EmptyState>
      )}
      {!isTrash && !isEmpty && state.flows !== null && (
        <div className={classes.page}>
          <FlowList
            flows={state.flows}
            runs={runs}
            drafted={drafted}
            chosen={state.chosen}
            drafts={
              <DraftList
                drafts={drafts}
                onGoOn={props.onOpenDraft}
                onDiscard={(id, name) => void library.discard(id, name)}
              />
            }
            onChoose={(id) => void flows.choose(id)}
            onEdit={props.onEdit}
            onOpenJob={props.onOpenJob}
            onMenu={(flow, x, y) => setMenu({ flow, x, y })}
          />
          {chosen !== undefined && (
            <FlowView
              key={chosen.id}
              flow={chosen}
              text={state.text}
              error={state.textError}
              health={state.health}
              onPromote={(wish) => void flows.promote(chosen.id, wish)}
              onRetry={() => void flows.choose(chosen.id)}
              limitsFault={state.limitsFault}
              onLimits={(limits) => void flows.setLimits(chosen.id, limits)}
              onDismissFault={flows.dismissFault}
              onRun={() => setToRun(chosen.id)}
              onEdit={() => props.onEdit(chosen.id)}
              onRestored={() => void flows.load()}
            />
          )}
        </div>
      )}
      {menu !== null && <FlowMenu place={menu} wishes={wishesFor(menu.flow)} onClose={() => setMenu(null)} />}
      {dialog?.kind === 'rename' && (
        <RenameDialog
          flow={dialog.flow}
          onClose={() => setDialog(null)}
          onRename={(name) => void library.rename(dialog.flow.id, name)}
        />
      )}
      {dialog?.kind === 'tags' && (
        <TagsDialog
          flow={dialog.flow}
          onClose={() => setDialog(null)}
          onTags={(tags) => void library.setTags(dialog.flow.id, tags)}
        />
      )}
      <NewJobDialog opened={toRun !== null} flowId={toRun ?? undefined} onClose={() => setToRun(null)} />
    </>
  );
}

/** The stores of the page, following main and the window's place while it is shown. */
function useStores({ flowId, onChosen }: FlowsPageProps) {
  const { lastSaved } = useFlowImport();
  const flows = useMemo(() => createFlowsStore(appClient(), announce, tellMended), []);
  const library = useMemo(
    () =>
      createLibraryStore({
        client: appClient(),
        clock: systemClock,
        announce,
        tellWithUndo: (text, undo) => tellWithUndo({ id: 'flow-library', text, undo }),
        changed: (toShow) => flows.load(toShow),
      }),
    [flows],
  );
  const chosen = useStore(flows.store, (state) => state.chosen);
  const listed = useStore(flows.store, (state) => state.flows);
  // The place is read once here: what it names later is chosen below.
  const [first] = useState(flowId);
  useEffect(() => void flows.load(lastSaved?.id ?? first ?? undefined), [flows, lastSaved, first]);
  useEffect(() => {
    if (flowId !== null && flows.store.getState().chosen !== null) void flows.choose(flowId);
  }, [flows, flowId]);
  useEffect(() => {
    if (chosen !== null) onChosen(chosen);
  }, [chosen, onChosen]);
  useEffect(() => void library.loadDrafts(), [library]);
  useEffect(() => void library.loadRuns((listed ?? []).map(({ id }) => id)), [library, listed]);
  useEffect(() => flows.follow(), [flows]);
  useEffect(() => library.follow(), [library]);
  useEffect(() => {
    // Another window or the command line may have saved one meanwhile.
    const onFocus = (): void => {
      void flows.load();
      void library.loadDrafts();
    };
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [flows, library]);
  return { flows, library };
}

/** Enter on the list goes on to the flow itself; on a button it is that button's. */
function focusView(): boolean {
  const { activeElement } = document;
  if (activeElement !== document.body && activeElement?.matches('[data-flow]') !== true) return false;
  const view = document.querySelector<HTMLElement>('[data-flow-view]');
  view?.focus();
  return view !== null;
}

function tellMended(version: number, undo: () => void): void {
  tellWithUndo({ id: 'flow-mended', text: t().flows.saved(version), undo });
}
