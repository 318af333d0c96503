import { IconCode, IconLayoutSidebarRightCollapse, IconLayoutSidebarRightExpand } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { t } from '../../texts/index.ts';
import { IconButton } from '../../ui/button.tsx';
import classes from './editor.module.css';
import { whyNoPublish } from './editor-top.tsx';
import { documentOf, type EditorState, type EditorTab, TABS } from './state.ts';
import { type EditorStore, tabOf } from './store.ts';

interface EditorTabsProps {
  editor: EditorStore;
  isTrialShown: boolean;
  onTrialShown: (isShown: boolean) => void;
}

/** The parts of the flow, each with what it holds and how many problems are in it. */
export function EditorTabs({ editor, isTrialShown, onTrialShown }: EditorTabsProps) {
  const state = useStore(editor.store);
  const words = t().editor;
  const tabs = TABS.filter((tab) => tab !== 'versions' || state.flowId !== null);
  const go = (tab: EditorTab): void => {
    editor.setTab(tab);
    document.getElementById(`editor-tab-${tab}`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.indexOf(state.tab);
    const goal = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = goal === undefined ? undefined : tabs[(goal + tabs.length) % tabs.length];
    if (tab === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(tab);
  };
  const why = state.faults.length > 0 || state.conflict !== null ? whyNoPublish(state) : null;
  return (
    <div className={classes.tabBar}>
      <div role="tablist" aria-label={words.parts} className={classes.tabs} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab}
            id={`editor-tab-${tab}`}
            type="button"
            role="tab"
            aria-selected={tab === state.tab}
            aria-controls="editor-panel"
            tabIndex={tab === state.tab ? 0 : -1}
            className={classes.tab}
            onClick={() => editor.setTab(tab)}
          >
            {tab === 'json' && <IconCode size={14} stroke={1.5} aria-hidden="true" />}
            {words.tabs[tab]}
            <Count state={state} tab={tab} />
            <FaultCount state={state} tab={tab} />
          </button>
        ))}
      </div>
      <span className={classes.spacer} />
      {why !== null && <span className={classes.why}>{why}</span>}
      <IconButton
        label={isTrialShown ? words.closeTrial : words.openTrial}
        aria-expanded={isTrialShown}
        icon={
          isTrialShown ? (
            <IconLayoutSidebarRightCollapse size={16} stroke={1.5} />
          ) : (
            <IconLayoutSidebarRightExpand size={16} stroke={1.5} />
          )
        }
        onClick={() => onTrialShown(!isTrialShown)}
      />
    </div>
  );
}

function Count({ state, tab }: { state: EditorState; tab: EditorTab }) {
  const { flow } = documentOf(state);
  const count = {
    steps: Array.isArray(flow.steps) ? flow.steps.length : 0,
    inputs: typeof flow.inputs === 'object' && flow.inputs !== null ? Object.keys(flow.inputs).length : 0,
    versions: state.summary?.version ?? 0,
    browser: 0,
    retry: 0,
    json: 0,
  }[tab];
  return count === 0 ? null : <span className={classes.count}>{count}</span>;
}

function FaultCount({ state: { faults }, tab }: { state: EditorState; tab: EditorTab }) {
  const count = tab === 'json' ? faults.length : faults.filter((fault) => tabOf(fault) === tab).length;
  if (count === 0) return null;
  return (
    <span className={classes.faultCount} title={t().editor.tabFaults(count)}>
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">{t().editor.tabFaults(count)}</span>
    </span>
  );
}
