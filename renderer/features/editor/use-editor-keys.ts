import { useEffect, useRef } from 'react';
import { isDialogOpen, useKeys } from '../../ui/use-keys.ts';
import type { EditorStore } from './store.ts';

interface EditorKeys {
  readonly editor: EditorStore;
  readonly runAll: () => void;
}

/** The keys of the whole editor: undo and redo, a new step, a trial run. */
export function useEditorKeys(keys: EditorKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useKeys({
    a: () => {
      const { store, setAdding } = latest.current.editor;
      if (store.getState().tab !== 'steps') return false;
      setAdding(true);
      return true;
    },
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isDialogOpen()) return;
      const { editor, runAll } = latest.current;
      const does = keyOfEditor(event, editor, runAll);
      if (does === null) return;
      event.preventDefault();
      does();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function keyOfEditor(event: KeyboardEvent, editor: EditorStore, runAll: () => void): (() => void) | null {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (key === 'F5' && !shiftKey && !ctrlKey) return runAll;
  // The text editor has an undo of its own, which comes back as changes of the text.
  const isText = event.target instanceof Element && event.target.closest('.cm-editor') !== null;
  if (!(ctrlKey || metaKey) || altKey || isText) return null;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? editor.redo : editor.undo;
  return letter === 'y' ? editor.redo : null;
}
