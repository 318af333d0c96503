import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronRight,
  IconDeviceFloppy,
  IconDownload,
  IconPencil,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useStore } from 'zustand';
import { appClient } from '../../api/index.ts';
import { t } from '../../texts/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { safeText } from '../../ui/safe-text.ts';
import classes from './editor.module.css';
import { textOf } from './model/document.ts';
import { stepOfPath } from './model/path-keys.ts';
import { flowRows } from './model/rows.ts';
import { documentOf, type EditorState, isChanged } from './state.ts';
import type { EditorStore } from './store.ts';

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** `14:03` */
export function hourMinute(at: number): string {
  return clock.format(at);
}

interface EditorTopProps {
  editor: EditorStore;
  onLeave: () => void;
  /** Why there can be no trial run. */
  blocked: string | null;
  onTrial: () => void;
}

/** The name of the flow, how its draft stands, and what is done with the whole of it. */
export function EditorTop({ editor, onLeave, blocked, onTrial }: EditorTopProps) {
  const state = useStore(editor.store);
  const { flow } = documentOf(state);
  const words = t().editor;
  const name = typeof flow.name === 'string' && flow.name.trim() !== '' ? flow.name : words.untitled;
  const next = (state.summary?.version ?? 0) + 1;
  return (
    <header className="shell-top">
      <button type="button" className={classes.crumb} onClick={onLeave}>
        {words.flows}
      </button>
      <IconChevronRight {...ICON} size={14} />
      <h1 className={`shell-title ${classes.name}`}>
        <bdi title={safeText(name, 200)}>{safeText(name, 200)}</bdi>
      </h1>
      <DraftBadge state={state} next={next} />
      <span className={classes.spacer} />
      <IconButton
        label={words.undo}
        title={`${words.undo} (Ctrl Z)`}
        icon={<IconArrowBackUp {...ICON} />}
        aria-disabled={state.history.past.length === 0 || undefined}
        onClick={editor.undo}
      />
      <IconButton
        label={words.redo}
        title={`${words.redo} (Ctrl ⇧ Z)`}
        icon={<IconArrowForwardUp {...ICON} />}
        aria-disabled={state.history.future.length === 0 || undefined}
        onClick={editor.redo}
      />
      <Button
        icon={<IconDownload {...ICON} />}
        offReason={state.flowId === null ? words.exportOff : undefined}
        onClick={() => void exportFlow(editor)}
      >
        {words.exportFlow}
      </Button>
      <Button
        icon={<IconDeviceFloppy {...ICON} />}
        offReason={whyNoPublish(state) ?? undefined}
        onClick={() => void editor.publish()}
      >
        {state.isPublishing ? words.publishing : words.publish(next)}
      </Button>
      <Button
        variant="primary"
        icon={<IconPlayerPlay {...ICON} />}
        hotkey="F5"
        offReason={blocked ?? undefined}
        onClick={onTrial}
      >
        {words.trialRun}
      </Button>
    </header>
  );
}

async function exportFlow({ store }: EditorStore): Promise<void> {
  const { flowId } = store.getState();
  if (flowId === null) return;
  try {
    const { path } = await appClient().call('flows.export', { id: flowId });
    if (path !== null) announce(t().editor.exported(path));
  } catch (error) {
    store.setState({ wishFault: error instanceof Error ? error.message : String(error) });
  }
}

function DraftBadge({ state, next }: { state: EditorState; next: number }) {
  const words = t().editor;
  const isDraft = state.draftId !== null || state.kept.kind !== 'none' || state.summary === null;
  return (
    <>
      <span className={classes.badge}>
        {isDraft && <IconPencil size={12} stroke={1.5} aria-hidden="true" />}
        {isDraft ? words.draftOf(next) : words.versionIs(next - 1)}
      </span>
      <span className={classes.saved}>{keptWords(state)}</span>
    </>
  );
}

function keptWords({ kept }: EditorState): string {
  switch (kept.kind) {
    case 'none':
      return '';
    case 'waiting':
      return t().editor.saving;
    case 'kept':
      return t().editor.savedAt(hourMinute(kept.at));
    case 'failed':
      return t().editor.notSaved(safeText(kept.message, 120));
  }
}

/** Why the draft cannot be published now: a sentence; null = it can. */
export function whyNoPublish(state: EditorState): string | null {
  const { faults, isPublishing, conflict } = state;
  const words = t().editor;
  if (isPublishing) return words.publishing;
  if (conflict !== null) return words.conflict(conflict.newest);
  const [first] = faults;
  if (first !== undefined) return words.publishOff(faultWords(state, first.path, faults.length));
  const isSame = !isChanged(state, textOf(documentOf(state)));
  return isSame && state.summary !== null ? words.publishUnchanged : null;
}

function faultWords(state: EditorState, path: string, count: number): string {
  const words = t().editor;
  if (count > 1) return words.problemsAre(count);
  const step = stepOfPath(path);
  const row = flowRows(documentOf(state).flow, new Set()).find(
    (each) => each.kind === 'step' && each.path === step,
  );
  return row?.kind === 'step' ? words.problemInStep(row.number) : words.problemElsewhere;
}
