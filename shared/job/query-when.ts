const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** Words that stand for a time, for suggestions. */
export const WHEN_WORDS = ['today', 'yesterday', '-1h', '-24h', '-7d'] as const;

/**
 * The time that a word means: `today` and `yesterday` (their first moment), `14:00` (today), `2026-11-20`, `2026-11-20T14:00`,
 * `-2h` (also m, d, w). In the local time zone. Null = it means none.
 * @param now epoch milliseconds
 */
export function parseWhen(word: string, now: number): number | null {
  const text = word.trim().toLowerCase();
  if (text === 'now') return now;
  if (text === 'today') return dayStart(now, 0);
  if (text === 'yesterday') return dayStart(now, -1);
  return agoOf(text, now) ?? clockOf(text, now) ?? dateOf(text);
}

function dayStart(now: number, days: number): number {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() + days);
  return day.getTime();
}

function agoOf(text: string, now: number): number | null {
  const [, amount, unit] = /^-(\d{1,5})(m|min|h|d|w)$/.exec(text) ?? [];
  const ms = unit === undefined ? undefined : UNITS[unit];
  if (amount === undefined || ms === undefined) return null;
  return Math.max(0, now - Number(amount) * ms);
}

function clockOf(text: string, now: number): number | null {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  const day = new Date(now);
  day.setHours(Number(hours), Number(minutes), 0, 0);
  return day.getTime();
}

function dateOf(text: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:t(\d{2}):(\d{2}))?$/.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const date = new Date(year, month - 1, day, hours, minutes);
  // 2026-02-31 would silently be another day.
  const isReal = date.getMonth() === month - 1 && date.getDate() === day && date.getHours() === hours;
  return isReal && date.getTime() >= 0 ? date.getTime() : null;
}
