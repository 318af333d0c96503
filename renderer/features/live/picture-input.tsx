import {
  type ClipboardEvent,
  type CompositionEvent,
  type KeyboardEvent,
  type MouseEvent,
  useMemo,
} from 'react';
import type { JobId } from '../../../shared/ids.ts';
import type { LiveInput } from '../../../shared/live/live-input.ts';
import { useLiveStore } from './context.ts';
import { createInputSender } from './input-sender.ts';
import classes from './live.module.css';

const BUTTONS = ['left', 'middle', 'right'] as const;
const MAX_TEXT = 10_000;

interface PictureInputProps {
  jobId: JobId;
  /** Escape leaves the picture, so that nobody is caught in it. */
  onLeave: (() => void) | undefined;
}

/**
 * Lies over the picture and passes on what a person does: it is a text field that stays empty, so that an input method can compose
 * in it and a text can be pasted.
 */
export function PictureInput({ jobId, onLeave }: PictureInputProps) {
  const live = useLiveStore();
  const sender = useMemo(
    () => createInputSender((events) => live.wish(jobId, { kind: 'input', events })),
    [live, jobId],
  );
  const text = (value: string): void => {
    if (value !== '') sender.push({ kind: 'text', text: value.slice(0, MAX_TEXT) });
  };
  const button = (kind: 'down' | 'up') => (event: MouseEvent) => {
    const name = BUTTONS[event.button];
    if (name === undefined) return;
    sender.push({ kind, ...placeOf(event), button: name, clicks: Math.min(3, Math.max(1, event.detail)) });
  };
  return (
    <textarea
      // It is there because a person has just asked for the page.
      // biome-ignore lint/a11y/noAutofocus: the focus goes where the person wants to act
      autoFocus
      className={classes.input}
      aria-label="The page: mouse and keyboard go to it; Escape leaves it"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      onMouseMove={(event) => sender.push({ kind: 'move', ...placeOf(event) })}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onMouseDown={button('down')}
      onMouseUp={button('up')}
      onContextMenu={(event) => event.preventDefault()}
      onWheel={(event) =>
        sender.push({ kind: 'wheel', ...placeOf(event), dx: event.deltaX, dy: event.deltaY })
      }
      onKeyDown={(event) => handleKey(event, sender.push, onLeave)}
      onKeyUp={(event) => {
        if (!isOwn(event)) sender.push({ kind: 'keyUp', key: event.key });
      }}
      onCompositionEnd={(event: CompositionEvent<HTMLTextAreaElement>) => {
        text(event.data);
        event.currentTarget.value = '';
      }}
      onPaste={(event: ClipboardEvent) => {
        event.preventDefault();
        text(event.clipboardData.getData('text/plain'));
      }}
    />
  );
}

function handleKey(
  event: KeyboardEvent,
  push: (event: LiveInput) => void,
  onLeave: (() => void) | undefined,
): void {
  if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    onLeave?.();
    return;
  }
  if (isOwn(event)) return;
  event.preventDefault();
  push({ kind: 'keyDown', key: event.key });
}

/** What the field itself needs: an input method at work, and pasting. */
function isOwn(event: KeyboardEvent): boolean {
  const isPaste = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v';
  const isUnnamed = event.key === '' || event.key.length > 32;
  return (
    event.nativeEvent.isComposing || event.key === 'Process' || event.key === 'Dead' || isPaste || isUnnamed
  );
}

/** Where the pointer is, in shares of the picture. */
function placeOf(event: MouseEvent): { x: number; y: number } {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: share(event.clientX - box.left, box.width), y: share(event.clientY - box.top, box.height) };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, Math.max(0, part / whole));
}
