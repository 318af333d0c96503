import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSettings, Settings, writeSetting } from '../../../../electron/main/settings/settings.ts';
import { toWire } from '../../../../shared/errors.ts';
import { type TempDb, tempDb } from '../../../support/temp-db.ts';

let temp: TempDb;
beforeEach(() => {
  temp = tempDb();
});
afterEach(() => temp.dispose());

it('has the defaults of the design', () => {
  expect(readSettings(temp.db, {})).toMatchObject({
    pollMs: 1000,
    heartbeatMs: 10_000,
    leaseMs: 30_000,
    sweepMs: 1000,
    workers: 2,
    jobsPerWorker: 5,
    maxRetries: 3,
    retryBackoffMs: 1000,
    quitGraceMs: 60_000,
  });
});

it('keeps what the user set, below what RUNWRIGHT_SETTINGS says', () => {
  writeSetting(temp.db, 'workers', 4);
  writeSetting(temp.db, 'workers', 3);
  writeSetting(temp.db, 'pollMs', 200);
  const env = { RUNWRIGHT_SETTINGS: '{"pollMs": 50}' };
  expect(readSettings(temp.db, env)).toEqual({ ...Settings.parse({}), workers: 3, pollMs: 50 });
});

it('does not keep a value that is not valid', () => {
  expect(() => writeSetting(temp.db, 'workers', 0)).toThrow();
  expect(readSettings(temp.db, {}).workers).toBe(2);
});

it('takes a stored value that is not valid any more as not set', () => {
  temp.db.exec(
    `INSERT INTO setting VALUES ('settings.workers', '"many"'), ('settings.old', '1'), ('queue.paused', 'true')`,
  );
  expect(readSettings(temp.db, {})).toEqual(Settings.parse({}));
});

it.each([
  ['no JSON', 'pollMs=50', 'is not JSON'],
  ['an unknown name', '{"polMs": 50}', 'not a valid set'],
  ['a wrong value', '{"pollMs": "fast"}', 'not a valid set'],
])('says that RUNWRIGHT_SETTINGS holds %s', (_what, text, sentence) => {
  expect(() => readSettings(temp.db, { RUNWRIGHT_SETTINGS: text })).toThrow(sentence);
});

it('tells every setting of RUNWRIGHT_SETTINGS that is out of range, with its limit', () => {
  const text =
    '{"workers": 17, "jobsPerWorker": 0, "pollMs": 1.5, "retryJitter": 2, "maxRetries": -1, "leaseMs": 1e12}';
  let thrown: unknown;
  try {
    readSettings(temp.db, { RUNWRIGHT_SETTINGS: text });
  } catch (error) {
    thrown = error;
  }
  const { code, message, faults } = toWire(thrown);
  expect([code, message]).toEqual(['invalid_input', 'RUNWRIGHT_SETTINGS is not a valid set of settings.']);
  expect(faults?.map(({ path }) => path).sort()).toEqual([
    'jobsPerWorker',
    'leaseMs',
    'maxRetries',
    'pollMs',
    'retryJitter',
    'workers',
  ]);
  expect(faults?.find(({ path }) => path === 'workers')?.message).toContain('16');
});
