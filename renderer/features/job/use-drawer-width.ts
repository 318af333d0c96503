import { type KeyboardEvent, type PointerEvent, useState } from 'react';

const KEY = 'runwright-drawer-width';
export const NARROWEST = 640;
const USUAL = 808;
const WIDEST_SHARE = 0.75;
const KEY_STEP = 24;

/** The width that a drawer may have in a window of this width: from 640 pixels to three quarters. */
export function clampWidth(width: number, windowWidth: number): number {
  const widest = Math.max(NARROWEST, Math.round(windowWidth * WIDEST_SHARE));
  return Math.min(widest, Math.max(NARROWEST, Math.round(width)));
}

export interface DrawerWidth {
  readonly width: number;
  readonly widest: number;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Width of the drawer, changed by dragging its edge or with the arrow keys, and remembered. */
export function useDrawerWidth(): DrawerWidth {
  const [asked, setAsked] = useState(readKept);
  const windowWidth = document.documentElement.clientWidth;
  const width = clampWidth(asked, windowWidth);
  const change = (next: number): void => {
    const clamped = clampWidth(next, windowWidth);
    setAsked(clamped);
    localStorage.setItem(KEY, String(clamped));
  };
  return {
    width,
    widest: clampWidth(Number.MAX_SAFE_INTEGER, windowWidth),
    onPointerDown: (event) => event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: (event) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) change(windowWidth - event.clientX);
    },
    onKeyDown: (event) => {
      const step = event.key === 'ArrowLeft' ? KEY_STEP : event.key === 'ArrowRight' ? -KEY_STEP : 0;
      if (step === 0) return;
      event.preventDefault();
      change(width + step);
    },
  };
}

function readKept(): number {
  const kept = Number(localStorage.getItem(KEY));
  return kept > 0 ? kept : USUAL;
}
