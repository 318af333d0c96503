import { describe, expect, it } from 'vitest';
import { readDateTime, readDuration } from '../../../../electron/main/cli/time-words.ts';

describe('a time as a person types it', () => {
  it.each([
    ['2026-03-01T09:00Z', Date.UTC(2026, 2, 1, 9)],
    ['2026-03-01t09:00:05z', Date.UTC(2026, 2, 1, 9, 0, 5)],
    ['2026-03-01 09:00:05.250+02:00', Date.UTC(2026, 2, 1, 7, 0, 5, 250)],
    ['2024-02-29T00:00Z', Date.UTC(2024, 1, 29)],
    ['2026-03-01T09:00', new Date(2026, 2, 1, 9).getTime()],
  ])('%s is read', (text, at) => {
    expect(readDateTime(text)).toBe(at);
  });

  it.each([
    '',
    'tomorrow',
    '09:00',
    '2026-03-01',
    '2026-02-29T09:00Z',
    '2026-13-01T09:00Z',
    '2026-00-01T09:00Z',
    '2026-03-00T09:00Z',
    '2026-03-01T25:00Z',
    '2026-03-01T09:60Z',
    '1969-12-31T00:00Z',
    '1772355600000',
  ])('"%s" is none', (text) => {
    expect(readDateTime(text)).toBeNull();
  });
});

describe('a length of time as a person types it', () => {
  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['2H', 7_200_000],
    ['366d', 366 * 86_400_000],
    ['0s', 0],
  ])('%s is read', (text, ms) => {
    expect(readDuration(text)).toBe(ms);
  });

  it.each(['', '10', 'm', '-5m', '1.5h', '10 m', '5w', '367d', '9999999s'])('"%s" is none', (text) => {
    expect(readDuration(text)).toBeNull();
  });
});
