const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Hour of the day, local time, that “tomorrow” means. */
const MORNING = 8;

/** One way to say until when a job is to wait. */
export interface SnoozeTime {
  readonly word: string;
  /** Epoch milliseconds. */
  until(now: number): number;
}

export const SNOOZE_TIMES: readonly SnoozeTime[] = [
  { word: 'In 15 min', until: (now) => now + 15 * MINUTE },
  { word: 'In 1 h', until: (now) => now + HOUR },
  { word: 'Tomorrow 08:00', until: tomorrowMorning },
];

/** Built from the calendar and not from 24 hours, so that it is right on the days when the clock is put forward or back. */
function tomorrowMorning(now: number): number {
  const at = new Date(now);
  at.setDate(at.getDate() + 1);
  return at.setHours(MORNING, 0, 0, 0);
}

/**
 * What a field for day and time says (`2025-11-24T14:00`, local time).
 * @returns epoch milliseconds, or the sentence for what is wrong
 */
export function parseLocalTime(
  text: string,
  now: number,
): { readonly at: number } | { readonly fault: string } {
  const at = Date.parse(text);
  if (Number.isNaN(at)) return { fault: 'Choose a day and a time.' };
  return at <= now ? { fault: 'This time has passed. Choose a later one.' } : { at };
}
