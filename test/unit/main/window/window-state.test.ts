import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  DEFAULT_STATE,
  fitToScreens,
  readWindowState,
  type WindowState,
  writeWindowState,
} from '../../../../electron/main/window/window-state.ts';

const kept: WindowState = { place: { x: -40, y: 30 }, width: 1000, height: 700, maximized: true };

describe('the kept state', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runwright-window-'));
    file = join(folder, 'window.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is read as it was written, and nothing lies beside it', () => {
    writeWindowState(file, kept);
    expect(readWindowState(file)).toEqual(kept);
    expect(readdirSync(folder)).toEqual(['window.json']);
  });

  test.each([
    ['is missing', null],
    ['is no JSON', '{'],
    ['is of another shape', '{"width":1000}'],
    ['is smaller than the window may be', JSON.stringify({ ...kept, width: 10 })],
    ['has no sensible place', JSON.stringify({ ...kept, place: { x: 'left', y: 0 } })],
    ['knows more than we do', JSON.stringify({ ...kept, theme: 'dark' })],
  ])('gives way to the default when it %s', (_why, text) => {
    if (text !== null) writeFileSync(file, text);
    expect(readWindowState(file)).toEqual(DEFAULT_STATE);
    expect(existsSync(file)).toBe(text !== null);
  });
});

describe('screens', () => {
  const laptop = { x: 0, y: 25, width: 1440, height: 875 };
  const right = { x: 1440, y: 0, width: 1920, height: 1080 };
  const at = (x: number, y: number): WindowState => ({ ...kept, place: { x, y } });

  test.each([
    ['inside', at(100, 100), true],
    ['half out on the left', at(-500, 100), true],
    ['with its title bar on the lower edge', at(100, 860), true],
    ['almost wholly out on the left', at(-950, 100), false],
    ['on a screen that was unplugged', at(1500, 100), false],
    ['with its title bar above the screen', at(100, 0), false],
    ['below the screen', at(100, 900), false],
  ])('a window %s keeps its place: %s', (_where, state, keeps) => {
    expect(fitToScreens(state, [laptop])).toEqual(keeps ? state : { ...state, place: null });
  });

  test('a place on any of several screens is kept', () => {
    expect(fitToScreens(at(1500, 100), [laptop, right])).toEqual(at(1500, 100));
  });

  test('a state without a place stays without one', () => {
    expect(fitToScreens(DEFAULT_STATE, [])).toEqual(DEFAULT_STATE);
  });
});
