import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

export const MIN_WIDTH = 900;
export const MIN_HEIGHT = 600;

/** A place on the screens, in their own units. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window stood when it was closed; no place = let the system choose. */
export const WindowState = z.strictObject({
  place: z.strictObject({ x: z.int(), y: z.int() }).nullable(),
  width: z.int().min(MIN_WIDTH).max(20_000),
  height: z.int().min(MIN_HEIGHT).max(20_000),
  maximized: z.boolean(),
});
export type WindowState = z.output<typeof WindowState>;

export const DEFAULT_STATE: WindowState = { place: null, width: 1280, height: 800, maximized: false };

/** The kept state, or the default: a missing or broken file is no reason not to open the window. */
export function readWindowState(file: string): WindowState {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return DEFAULT_STATE;
  }
}

/** Keeps the state: written beside and moved into place, so that a crash leaves the old one whole. */
export function writeWindowState(file: string, state: WindowState): void {
  const beside = `${file}.new`;
  writeFileSync(beside, JSON.stringify(state));
  renameSync(beside, file);
}

/** Enough of the window to see it and to take hold of its title bar. */
const VISIBLE_WIDTH = 100;
const TITLE_BAR = 30;

/**
 * The state as it fits the screens that are there now: a place on a screen that was unplugged is forgotten.
 * @param screens work areas of all screens
 */
export function fitToScreens(state: WindowState, screens: readonly Area[]): WindowState {
  const { place, width } = state;
  if (place === null) return state;
  const reachable = screens.some((screen) => {
    const seen = Math.min(place.x + width, screen.x + screen.width) - Math.max(place.x, screen.x);
    const barInside = place.y >= screen.y && place.y + TITLE_BAR <= screen.y + screen.height;
    return seen >= VISIBLE_WIDTH && barInside;
  });
  return reachable ? state : { ...state, place: null };
}
