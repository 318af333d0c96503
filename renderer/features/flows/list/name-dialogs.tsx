import { useId, useState } from 'react';
import type { FlowSummary } from '../../../../shared/flow/summary.ts';
import { t } from '../../../texts/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { readTags } from './find-flows.ts';
import classes from './list.module.css';

interface NameDialogProps {
  flow: FlowSummary;
  onClose: () => void;
}

/** Asks for another name of a flow. */
export function RenameDialog({
  flow,
  onClose,
  onRename,
}: NameDialogProps & { onRename: (name: string) => void }) {
  const words = t().flows.rename;
  return (
    <LineDialog
      {...words}
      start={flow.name}
      read={(text) => (text.trim() === '' || text.trim().length > 200 ? null : text.trim())}
      wrong=""
      onClose={onClose}
      onDone={onRename}
    />
  );
}

/** Asks for the tags of a flow. */
export function TagsDialog({
  flow,
  onClose,
  onTags,
}: NameDialogProps & { onTags: (tags: readonly string[]) => void }) {
  const words = t().flows.tags;
  return (
    <LineDialog
      {...words}
      do={t().common.save}
      start={flow.tags.join(' ')}
      read={readTags}
      onClose={onClose}
      onDone={onTags}
    />
  );
}

interface LineDialogProps<T> {
  title: string;
  label: string;
  words: string;
  do: string;
  /** Said when the line cannot be read. */
  wrong: string;
  start: string;
  read: (text: string) => T | null;
  onClose: () => void;
  onDone: (value: T) => void;
}

function LineDialog<T>(props: LineDialogProps<T>) {
  const { title, label, words, do: doWord, wrong, start, read, onClose, onDone } = props;
  const [text, setText] = useState(start);
  const id = useId();
  const value = read(text);
  const done = (): void => {
    if (value === null) return;
    onClose();
    onDone(value);
  };
  return (
    <Dialog
      opened
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t().common.cancel}</Button>
          <Button variant="primary" offReason={value === null ? wrong || words : undefined} onClick={done}>
            {doWord}
          </Button>
        </>
      }
    >
      <label className={classes.field} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={classes.line}
        value={text}
        maxLength={1000}
        spellCheck={false}
        aria-describedby={`${id}-words`}
        aria-invalid={value === null}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && done()}
      />
      <p id={`${id}-words`} className={classes.fieldWords}>
        {value === null && wrong !== '' ? wrong : words}
      </p>
    </Dialog>
  );
}
