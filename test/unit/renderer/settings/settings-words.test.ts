import { afterEach, expect, it, vi } from 'vitest';
import { findSettings } from '../../../../renderer/features/settings/find.ts';
import { typedNumber, valueText } from '../../../../renderer/features/settings/value-text.ts';
import { de } from '../../../../renderer/texts/de/index.ts';
import { en } from '../../../../renderer/texts/en/index.ts';
import { speak } from '../../../../renderer/texts/index.ts';
import {
  SETTING_DEFAULTS,
  SETTING_LOOKS,
  SETTING_NAMES,
  settingChoices,
  settingLimits,
} from '../../../../shared/settings/registry.ts';

vi.stubGlobal('document', { documentElement: { lang: 'en' } });
afterEach(() => speak('en'));

it('has every setting once in the registry, with words in both languages', () => {
  expect([...SETTING_NAMES].sort()).toEqual(Object.keys(SETTING_DEFAULTS).sort());
  for (const name of SETTING_NAMES) {
    for (const { settings } of [en, de]) {
      expect(settings.items[name].title, name).not.toBe('');
      expect(settings.items[name].help, name).toMatch(/[.!]$/);
    }
    expect(de.settings.items[name].help, name).not.toBe(en.settings.items[name].help);
  }
});

it('gives every setting a field of its kind', () => {
  for (const name of SETTING_NAMES) {
    const { kind } = SETTING_LOOKS[name];
    const type = typeof SETTING_DEFAULTS[name];
    expect(type, name).toBe(kind === 'switch' ? 'boolean' : kind === 'choice' ? 'string' : 'number');
    if (type === 'number') expect(settingLimits(name).max, name).toBeGreaterThan(settingLimits(name).min);
    for (const choice of settingChoices(name)) {
      expect(en.settings.choices[choice], choice).toBeDefined();
      expect(de.settings.choices[choice], choice).toBeDefined();
    }
  }
});

it('reads times in seconds and minutes, shares as per cent, in the language that is spoken', async () => {
  expect(valueText('leaseMs', 30_000)).toBe('30 s');
  expect(valueText('pollMs', 1500)).toBe('1.5 s');
  expect(valueText('quitGraceMs', 300_000)).toBe('5 min');
  expect(valueText('retryJitter', 0.25)).toBe('25 %');
  expect(valueText('tray', true)).toBe('on');
  await speak('de');
  expect(valueText('pollMs', 1500)).toBe('1,5 s');
  expect(valueText('tray', true)).toBe('an');
});

it('finds settings by their words in any order', async () => {
  expect(findSettings('gone no such words')).toEqual([]);
  expect(findSettings('life sign')).toContain('heartbeatMs');
  expect(findSettings('pollMs')).toEqual(['pollMs']);
  await speak('de');
  expect(findSettings('lebenszeichen')).toContain('heartbeatMs');
});

it.each([
  ['1,5', 1000, 1500],
  ['0.2', 1000, 200],
  ['90', 1000, 90_000],
  ['0.0001', 1000, null],
  ['-1', 1000, null],
  ['1e3', 1000, null],
  ['', 1000, null],
  ['999999', 1000, null],
])('takes “%s” times %i as %s', (text, scale, value) => {
  expect(typedNumber(text, scale, { min: 1, max: 86_400_000 }, true)).toBe(value);
});
