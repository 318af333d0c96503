import { Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import './mantine-modal.ts';
import { IconButton } from './button.tsx';
import classes from './dialog.module.css';

interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** Width in pixels; 480 unless told. */
  width?: number;
  /** Buttons at the foot. */
  footer?: ReactNode;
  /** The focus goes to the element with `data-autofocus` inside, instead of the title. */
  focusInside?: boolean;
  children: ReactNode;
}

/** The frame of every dialog: focus goes to its title, Esc closes it, focus returns where it was. */
export function Dialog({
  opened,
  onClose,
  title,
  width = 480,
  footer,
  focusInside = false,
  children,
}: DialogProps) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={width}
      centered
      lockScroll={false}
      transitionProps={{ transition: 'fade', duration: 100 }}
      classNames={{
        overlay: classes.overlay ?? '',
        content: classes.content ?? '',
        title: classes.title ?? '',
      }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title tabIndex={-1} {...(focusInside ? {} : { 'data-autofocus': true })}>
            {title}
          </Modal.Title>
          <IconButton label="Close" icon={<IconX size={16} stroke={1.5} />} onClick={onClose} />
        </div>
        <div className={classes.body}>{children}</div>
        {footer !== undefined && <div className={classes.foot}>{footer}</div>}
      </Modal.Content>
    </Modal.Root>
  );
}
