import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDue,
  formatDuration,
  formatRelative,
  formatShort,
  formatSpan,
  plural,
} from '../../../../renderer/ui/format.ts';

const NOON = Date.UTC(2025, 10, 24, 12, 0, 0);
const HOUR = 3_600_000;

describe('formats', () => {
  test.each([
    [-5, '0:00'],
    [999, '0:00'],
    [4000, '0:04'],
    [243_000, '4:03'],
    [HOUR - 1, '59:59'],
    [HOUR + 153_000, '1:02:33'],
    [27 * HOUR, '1 d 3 h'],
  ])('a run of %i ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  test.each([
    [12, '12 ms'],
    [310, '0.31 s'],
    [1240, '1.2 s'],
    [12_400, '12 s'],
    [68_000, '1:08'],
  ])('a step of %i ms is %s', (ms, text) => {
    expect(formatShort(ms)).toBe(text);
  });

  test.each([
    [-1, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [2 * HOUR, '2 h'],
    [50 * HOUR, '2 d'],
  ])('a stretch of %i ms is %s', (ms, text) => {
    expect(formatSpan(ms)).toBe(text);
  });

  test('a countdown ends at one second, not at zero', () => {
    expect(formatRelative(NOON + 3001, NOON)).toBe('in 4 s');
    expect(formatRelative(NOON + 1, NOON)).toBe('in 1 s');
    expect(formatRelative(NOON, NOON)).toBe('now');
    expect(formatRelative(NOON - 4000, NOON)).toBe('4 s ago');
  });

  test('a clock time has its date on another day, and its year in another year', () => {
    expect(formatClock(NOON, NOON)).toMatch(/^\d\d:\d\d:\d\d$/);
    expect(formatClock(NOON - 48 * HOUR, NOON)).toMatch(/^22 Nov \d\d:\d\d$/);
    expect(formatClock(NOON - 400 * 24 * HOUR, NOON)).toMatch(/^\d+ Oct 2024$/);
  });

  test('what is due soon counts down, what is due later has its day', () => {
    expect(formatDue(NOON + 240_000, NOON)).toBe('in 4 min');
    expect(formatDue(NOON + 24 * HOUR, NOON)).toMatch(/^tomorrow \d\d:\d\d$/);
    expect(formatDue(NOON + 72 * HOUR, NOON)).toMatch(/^27 Nov \d\d:\d\d$/);
  });

  test.each([
    [0, '0 B'],
    [812, '812 B'],
    [999.6, '1.0 KB'],
    [31_000, '31 KB'],
    [6_100_000_000, '6.1 GB'],
    [5e15, '5000 TB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test('counts have their noun in the right number', () => {
    expect(formatCount(1284)).toBe('1,284');
    expect([plural(0, 'job'), plural(1, 'job'), plural(2, 'entry', 'entries')]).toEqual([
      '0 jobs',
      '1 job',
      '2 entries',
    ]);
  });
});
