import { notifications } from '@mantine/notifications';
import { t } from '../../texts/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import classes from './toast.module.css';

const SHOWN_MS = 20_000;

interface Toast {
  /** The same one again takes the place of the earlier one. */
  readonly id: string;
  /** One line; foreign text in it is made safe already. */
  readonly sentence: string;
  readonly onShow: () => void;
}

/** Says something in the corner of the window, aloud too, with a button that goes there. */
export function tellToast({ id, sentence, onShow }: Toast): void {
  const words = t().notices;
  announce(sentence);
  notifications.hide(id);
  notifications.show({
    id,
    autoClose: SHOWN_MS,
    closeButtonProps: { 'aria-label': words.close },
    message: (
      <span className={classes.toast}>
        <bdi className={classes.text}>{sentence}</bdi>
        <Button
          size="sm"
          onClick={() => {
            notifications.hide(id);
            onShow();
          }}
        >
          {words.show}
        </Button>
      </span>
    ),
  });
}
