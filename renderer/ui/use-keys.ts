import { useEffect, useRef } from 'react';

let lettersCount = true;

/** Whether single letters and signs are commands; a person may switch them off. */
export function setLetterKeys(on: boolean): void {
  lettersCount = on;
}

/** True for a key that writes something, while such keys are no commands. */
export function isOffKey(key: string): boolean {
  return !lettersCount && key.length === 1 && key !== ' ';
}

/** What a key does; `false` = it did not concern us after all, the next one may have it. */
export type KeyAction = (event: KeyboardEvent) => unknown;

/**
 * Single keys of a view (`j`, `?`, `Enter`, `Escape`), off while a text field has focus or a dialog is open.
 * Names are those of `KeyboardEvent.key`; keys with Ctrl, Alt or Meta never match.
 */
export function useKeys(actions: Readonly<Record<string, KeyAction>>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (isTyping(event.target) || isDialogOpen() || isOffKey(event.key)) return;
      const action = latest.current[event.key];
      if (action !== undefined && action(event) !== false) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

const NO_TEXT = new Set(['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'file', 'color']);

/** True where a letter is text and not a command. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** True where Enter and Space already mean something: a button, a link, a tab, a menu item. */
export function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('button, a, summary, [role=menuitem], [role=tab]') !== null
  );
}

/** True while a dialog or a menu has the keyboard. */
export function isDialogOpen(): boolean {
  return document.querySelector('[aria-modal="true"], [role="menu"]') !== null;
}
