import { notifications } from '@mantine/notifications';
import { announce } from './announcer.tsx';
import { Button } from './button.tsx';
import { safeText } from './safe-text.ts';
import classes from './undo-toast.module.css';

interface UndoToast {
  /** The same id again replaces the toast. */
  readonly id: string;
  /** What was done: one sentence. */
  readonly text: string;
  readonly undo: () => void;
}

/** How long a thing can be undone. */
const UNDO_MS = 10_000;

/** Says what was done, aloud too, and offers to undo it for 10 s. */
export function tellWithUndo({ id, text, undo }: UndoToast): void {
  const sentence = safeText(text, 200);
  announce(sentence);
  notifications.hide(id);
  notifications.show({
    id,
    autoClose: UNDO_MS,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <span className={classes.toast}>
        <span className={classes.text}>{sentence}</span>
        <Button
          size="sm"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </span>
    ),
  });
}
