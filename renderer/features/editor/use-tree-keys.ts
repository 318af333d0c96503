import type { KeyboardEvent } from 'react';
import { t } from '../../texts/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { copyText } from '../job/copy-text.ts';
import type { EditorStore } from './store.ts';

interface TreeKeys {
  readonly editor: EditorStore;
  /** Rows that fit into the tree's height. */
  readonly pageSize: () => number;
}

type Does = () => unknown;

/** What the keys of the tree do; the event is taken when it is one of them. */
export function treeKeyDown({ editor, pageSize }: TreeKeys, event: KeyboardEvent): void {
  const does = event.altKey
    ? withAlt(editor, event)
    : event.ctrlKey || event.metaKey
      ? withControl(editor, event)
      : plain(editor, event, pageSize);
  if (does === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  does();
}

function withAlt({ steps }: EditorStore, { key }: KeyboardEvent): Does | undefined {
  if (key === 'ArrowUp') return () => steps.moveBy('up');
  if (key === 'ArrowDown') return () => steps.moveBy('down');
  return undefined;
}

function withControl(editor: EditorStore, { key }: KeyboardEvent): Does | undefined {
  switch (key.toLowerCase()) {
    case 'a':
      return editor.select.selectAll;
    case 'c':
      return () => copySteps(editor);
    case 'x':
      return async () => {
        if (await copySteps(editor)) editor.steps.remove();
      };
    case 'd':
      return editor.steps.duplicate;
    default:
      return undefined;
  }
}

/** Writes the chosen steps to the clipboard; false = there is none, or the system refused. */
export async function copySteps({ steps }: EditorStore): Promise<boolean> {
  const text = steps.copy();
  if (text === null) return false;
  const isDone = await copyText(text);
  if (!isDone) announce(t().editor.notCopied);
  return isDone;
}

function plain(
  { store, steps, select, setAdding }: EditorStore,
  { key, shiftKey }: KeyboardEvent,
  pageSize: () => number,
): Does | undefined {
  const { current, selected, opened } = store.getState();
  const row = steps.rows().find((each) => each.key === current);
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return () => select.goBy(1, shiftKey);
    case 'ArrowUp':
    case 'k':
    case 'K':
      return () => select.goBy(-1, shiftKey);
    case 'PageDown':
      return () => select.goBy(pageSize(), shiftKey);
    case 'PageUp':
      return () => select.goBy(-pageSize(), shiftKey);
    case 'Home':
      return () => select.goBy(Number.NEGATIVE_INFINITY, shiftKey);
    case 'End':
      return () => select.goBy(Number.MAX_SAFE_INTEGER, shiftKey);
    case 'ArrowRight':
      if (row?.kind !== 'step' || row.inside === 0) return undefined;
      return () => (row.isFolded ? select.setFolded(row.key, false) : select.goBy(1));
    case 'ArrowLeft':
      if (row === undefined) return undefined;
      if (row.kind === 'step' && row.inside > 0 && !row.isFolded)
        return () => select.setFolded(row.key, true);
      return () => row.parent !== null && select.goTo(row.parent);
    case 'Enter':
      return () => (row?.kind === 'step' ? select.toggleOpen(row.key) : setAdding(true));
    case 'x':
    case ' ':
      return () => row?.kind === 'step' && select.toggle(row.key);
    case 'Escape':
      if (selected.size > 0) return select.clearSelection;
      return opened === null ? undefined : () => select.toggleOpen(opened);
    case 'Delete':
    case 'Backspace':
      return steps.remove;
    case 'b':
      return steps.toggleBreakpoint;
    case 'a':
      return () => setAdding(true);
    default:
      return undefined;
  }
}
