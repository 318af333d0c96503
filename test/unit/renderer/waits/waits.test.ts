import { expect, test } from 'vitest';
import { parseLocalTime, SNOOZE_TIMES } from '../../../../renderer/features/waits/snooze-times.ts';
import { waitDetail } from '../../../../renderer/features/waits/wait-detail.ts';

test.each([
  ['jobs', 'waits for other jobs to end'],
  ['limit:3', 'as many jobs of its flow run as may at once'],
  ['time', ''],
  ['nonsense', ''],
  [null, ''],
])('what waits for %j says “%s”', (word, text) => {
  expect(waitDetail(word)).toBe(text);
});

test('snoozing offers a quarter of an hour, an hour, and eight o’clock of the next day', () => {
  const now = Date.parse('2025-11-30T23:30');
  expect(SNOOZE_TIMES.map(({ until }) => until(now))).toEqual([
    now + 900_000,
    now + 3_600_000,
    Date.parse('2025-12-01T08:00'),
  ]);
});

test('a picked time must be one, and must be still to come', () => {
  const now = Date.parse('2025-11-24T12:00');
  expect(parseLocalTime('2025-11-24T12:01', now)).toEqual({ at: now + 60_000 });
  expect(parseLocalTime('2025-11-24T12:00', now)).toHaveProperty('fault');
  expect(parseLocalTime('', now)).toEqual({ fault: 'Choose a day and a time.' });
});
