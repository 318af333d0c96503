import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { systemClock } from '../../../shared/clock.ts';
import type { FlowId } from '../../../shared/ids.ts';
import type { DraftId } from '../../../shared/ipc/flow-calls.ts';
import { appClient } from '../../api/index.ts';
import { t } from '../../texts/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { tellWithUndo } from '../../ui/undo-toast.tsx';
import { useLateFlag } from '../../ui/use-late-flag.ts';
import { VersionsTab } from '../flows/versions/index.ts';
import classes from './editor.module.css';
import { EditorTabs } from './editor-tabs.tsx';
import { EditorTop } from './editor-top.tsx';
import { FlowForm } from './forms/index.ts';
import { textOf } from './model/document.ts';
import { documentOf } from './state.ts';
import { StepsPane } from './steps-pane.tsx';
import { createEditorStore, type EditorStore } from './store.ts';
import { Strips } from './strips.tsx';
import { TrialSide } from './trial-side.tsx';
import { useEditorKeys } from './use-editor-keys.ts';
import { useTrial } from './use-trial.ts';

const JsonTab = lazy(async () => ({ default: (await import('./json/json-tab.tsx')).JsonTab }));

interface EditorPageProps {
  /** Null for a new flow. */
  flowId: FlowId | null;
  /** The draft of a new flow that is gone on with. */
  draftId: DraftId | null;
  /** A new flow has a draft now, or a number: from now on that is its place. */
  onPlace: (place: { readonly flowId: FlowId } | { readonly draftId: DraftId }) => void;
  /** Back to the list of flows. */
  onLeave: () => void;
}

/** Where a flow is made and changed. */
export function EditorPage({ flowId, draftId, onPlace, onLeave }: EditorPageProps) {
  const place = useRef({ flowId, draftId, onPlace });
  place.current.onPlace = onPlace;
  const editor = useMemo(() => {
    const first = place.current;
    return createEditorStore(
      {
        client: appClient(),
        clock: systemClock,
        announce,
        tellWithUndo: (text, undo) => tellWithUndo({ id: 'editor', text, undo }),
        onDraft: (id) => first.onPlace({ draftId: id }),
        onPublished: ({ id }) => first.onPlace({ flowId: id }),
      },
      { flowId: first.flowId, draftId: first.draftId },
    );
  }, []);
  useEffect(() => {
    void editor.load();
    // A window that closes says so before it is gone.
    const keep = (): void => void editor.flush();
    window.addEventListener('beforeunload', keep);
    return () => {
      window.removeEventListener('beforeunload', keep);
      editor.end();
    };
  }, [editor]);
  const phase = useStore(editor.store, (s) => s.phase);
  const error = useStore(editor.store, (s) => s.error);
  const isLate = useLateFlag(phase === 'loading', 150);
  if (phase === 'ready') return <Editor editor={editor} onLeave={onLeave} />;
  return (
    <>
      <header className="shell-top">
        <h1 className="shell-title">{t().editor.flows}</h1>
      </header>
      {phase === 'failed' && (
        <div className={classes.pageError}>
          <ErrorPanel
            title={t().editor.couldNotRead}
            detail={error?.message}
            onRetry={() => void editor.load()}
          />
        </div>
      )}
      {isLate && (
        <p className={classes.loading} role="status">
          {t().editor.loading}
        </p>
      )}
    </>
  );
}

type EditorProps = { editor: EditorStore } & Pick<EditorPageProps, 'onLeave'>;

function Editor({ editor, onLeave }: EditorProps) {
  const tab = useStore(editor.store, (s) => s.tab);
  const trial = useTrial(editor);
  const [isTrialShown, setTrialShown] = useState(true);
  const runAll = (): void => {
    setTrialShown(true);
    trial.commands?.runAll();
  };
  useEditorKeys({ editor, runAll });
  return (
    <>
      <EditorTop editor={editor} onLeave={onLeave} blocked={trial.blocked} onTrial={runAll} />
      <Strips editor={editor} />
      <EditorTabs editor={editor} isTrialShown={isTrialShown} onTrialShown={setTrialShown} />
      <div className={classes.body}>
        <div
          className={classes.part}
          role="tabpanel"
          id="editor-panel"
          aria-labelledby={`editor-tab-${tab}`}
          {...(tab === 'steps' || tab === 'json' ? {} : { tabIndex: 0 })}
        >
          {tab === 'steps' ? <StepsPane editor={editor} trial={trial} /> : <OtherPart editor={editor} />}
        </div>
        <TrialSide editor={editor} trial={trial} isShown={isTrialShown} />
      </div>
    </>
  );
}

function OtherPart({ editor }: Pick<EditorProps, 'editor'>) {
  const state = useStore(editor.store);
  const document = documentOf(state);
  const { tab, faults, flowId } = state;
  const form = { flow: document.flow, faults, onChange: editor.setFlow };
  switch (tab) {
    case 'inputs':
      return (
        <div className={classes.forms}>
          <h2 className="visually-hidden">{t().editor.tabs[tab]}</h2>
          <FlowForm part="about" {...form} />
          <FlowForm part="inputs" {...form} />
        </div>
      );
    case 'browser':
    case 'retry':
      return (
        <div className={classes.forms}>
          <h2 className="visually-hidden">{t().editor.tabs[tab]}</h2>
          <FlowForm part={tab} {...form} />
        </div>
      );
    case 'json':
      return (
        <Suspense fallback={null}>
          <JsonTab text={textOf(document)} faults={faults} onChange={editor.setText} />
        </Suspense>
      );
    case 'versions':
      return flowId === null ? null : (
        <div className={classes.forms}>
          <h2 className="visually-hidden">{t().editor.parts}</h2>
          <h3 className="visually-hidden">{t().editor.tabs[tab]}</h3>
          <VersionsTab key={flowId} flowId={flowId} onRestored={() => void editor.meetNewest()} />
        </div>
      );
    case 'steps':
      return null;
  }
}
