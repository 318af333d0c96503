import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SettingsService } from '../../../../electron/main/settings/settings-service.ts';
import { type TempDb, tempDb } from '../../../support/temp-db.ts';

let temp: TempDb;
beforeEach(() => {
  temp = tempDb();
});
afterEach(() => temp.dispose());

it('puts a setting in force at once, tells who listens, and keeps it for the next start', () => {
  const settings = new SettingsService(temp.db, {});
  const heard = vi.fn();
  settings.onChange((values, changed) => heard(changed, values.maxRetries));
  expect(settings.set('maxRetries', 7).changed).toEqual(['maxRetries']);
  expect(heard.mock.calls).toEqual([[['maxRetries'], 7]]);
  expect(new SettingsService(temp.db, {}).values.maxRetries).toBe(7);
});

it('is again what it was at first after a reset', () => {
  const settings = new SettingsService(temp.db, {});
  settings.set('language', 'de');
  settings.set('workers', 4);
  expect(settings.reset(['language']).changed).toEqual(['workers']);
  expect(settings.values.language).toBe('system');
});

it('refuses a value that a setting cannot have, and keeps what was', () => {
  const settings = new SettingsService(temp.db, {});
  expect(() => settings.set('workers', 17)).toThrow('17 is no value for workers');
  expect(() => settings.set('letterKeys', 'yes')).toThrow('no value for letterKeys');
  expect(settings.now().changed).toEqual([]);
});

it('does not let a worker be taken for dead between two signs of life', () => {
  const settings = new SettingsService(temp.db, {});
  expect(() => settings.set('heartbeatMs', 15_001)).toThrow('sign of life every 15 s');
  settings.set('leaseMs', 60_000);
  settings.set('heartbeatMs', 20_000);
  expect(() => settings.reset(['leaseMs'])).toThrow('sign of life');
  expect(settings.reset(['leaseMs', 'heartbeatMs']).changed).toEqual([]);
});

it('does not change what RUNWRIGHT_SETTINGS says', () => {
  const settings = new SettingsService(temp.db, { RUNWRIGHT_SETTINGS: '{"pollMs": 50}' });
  expect(settings.now()).toMatchObject({ outside: ['pollMs'], changed: [], values: { pollMs: 50 } });
  expect(() => settings.set('pollMs', 100)).toThrow('set from outside');
});
