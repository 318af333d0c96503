import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STATE_META, STATE_ORDER } from '../../../../renderer/ui/state-meta.ts';
import { DisplayState } from '../../../../shared/job/state.ts';

const tokens = readFileSync(new URL('../../../../renderer/ui/tokens.css', import.meta.url), 'utf8');

test('every shown state has its place in the order, once', () => {
  expect(STATE_ORDER.toSorted()).toEqual(DisplayState.options.toSorted());
});

test.each(DisplayState.options)('%s has a word and colours that exist in both themes', (state) => {
  const { word, color, soft } = STATE_META[state];
  expect(word).not.toBe('');
  for (const value of [color, soft]) {
    const name = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
    expect(tokens).toMatch(new RegExp(`${name}: light-dark\\(#[0-9a-f]{6}, #[0-9a-f]{6}\\);`));
  }
});

test('no two states share a word or a key, and none takes the key of all', () => {
  const metas = Object.values(STATE_META);
  expect(new Set(metas.map((meta) => meta.word)).size).toBe(metas.length);
  expect(new Set([...metas.map((meta) => meta.key), 'a']).size).toBe(metas.length + 1);
});

test('texts of states keep 4.5 : 1 on the page and on their own ground, in both themes', () => {
  for (const state of DisplayState.options) {
    for (const theme of [0, 1] as const) {
      const text = colorOf(`--st-${state}`, theme);
      for (const ground of ['--bg', `--st-${state}-soft`]) {
        expect(
          contrast(text, colorOf(ground, theme)),
          `${state} on ${ground}, theme ${theme}`,
        ).toBeGreaterThanOrEqual(4.5);
      }
    }
  }
});

function colorOf(name: string, theme: 0 | 1): string {
  const pair = new RegExp(`${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens);
  return pair?.[theme + 1] ?? '';
}

/** The contrast of WCAG 2. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}
