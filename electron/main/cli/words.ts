import type { DisplayState } from '../../../shared/job/state.ts';

/** What the terminal calls each shown state. */
export const STATE_WORDS: Record<DisplayState, string> = {
  pending: 'pending',
  scheduled: 'scheduled',
  processing: 'processing',
  parked: 'parked',
  retrying: 'waiting to retry',
  stalled: 'stalled',
  cancelling: 'cancelling',
  completed: 'completed',
  completed_with_failed_rows: 'completed with failed rows',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** A length of time in milliseconds as a person says it: `0.4 s`, `3 min 5 s`, `2 h 10 min`. */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

// Swedish writes dates as ISO 8601 does: `2026-03-01 14:05:09`, in the machine's own time zone.
const DATE_TIME = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });
const TIME = new Intl.DateTimeFormat('sv-SE', { timeStyle: 'medium' });

/** Epoch milliseconds as local date and time, sortable. */
export function dateTimeWords(at: number): string {
  return DATE_TIME.format(at);
}

/** Epoch milliseconds as local time of day. */
export function timeWords(at: number): string {
  return TIME.format(at);
}

/** `1 row`, `64 rows`. */
export function count(number: number, word: string): string {
  return `${number.toLocaleString('en-US')} ${word}${number === 1 ? '' : 's'}`;
}

/** Bytes with one decimal: `12.3 MB`. */
export function byteWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}
