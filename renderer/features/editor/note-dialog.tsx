import { useState } from 'react';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useFocusBack, useRunKey } from '../../ui/dialog-keys.ts';
import classes from './editor.module.css';
import type { LooseStep } from './loose.ts';

interface NoteDialogProps {
  step: LooseStep;
  onSave: (text: string) => void;
  onClose: () => void;
}

/** Longest note, characters. */
const MOST = 2000;

/** A word for whoever reads the flow. */
export function NoteDialog({ step, onSave, onClose }: NoteDialogProps) {
  const [text, setText] = useState(typeof step.note === 'string' ? step.note : '');
  const words = t().editor;
  useFocusBack();
  useRunKey(true, async () => onSave(text.trim()));
  return (
    <Dialog
      opened
      onClose={onClose}
      title={words.note}
      footer={
        <>
          <Button onClick={onClose}>{t().common.cancel}</Button>
          <Button variant="primary" hotkey="Ctrl ↵" onClick={() => onSave(text.trim())}>
            {t().common.save}
          </Button>
        </>
      }
    >
      <textarea
        className={classes.noteField}
        aria-label={words.note}
        rows={4}
        maxLength={MOST}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p className={classes.noteHelp}>{words.noteHelp}</p>
    </Dialog>
  );
}
