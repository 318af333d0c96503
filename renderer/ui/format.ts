/** How times, sizes and counts read everywhere in the window. All input times are epoch milliseconds. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const counts = new Intl.NumberFormat('en');
const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const hourMinute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayOnly = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const absolute = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

/** `1,284` */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** `1 job`, `3 jobs`: a count with its noun. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** Length of a run: `0:04`, `4:03`, `1:02:33`; a day and more: `2 d 3 h`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  if (seconds * SECOND >= DAY) {
    return `${Math.floor((seconds * SECOND) / DAY)} d ${Math.floor(((seconds * SECOND) % DAY) / HOUR)} h`;
  }
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) return `${hours}:${two(minutes)}:${two(seconds % 60)}`;
  return `${minutes}:${two(seconds % 60)}`;
}

/** Length of one step, finer than a run's: `12 ms`, `0.31 s`, `1.2 s`, `12 s`, `1:08`. */
export function formatShort(ms: number): string {
  const value = Math.max(0, ms);
  if (value < 100) return `${Math.round(value)} ms`;
  if (value < SECOND) return `${(value / SECOND).toFixed(2)} s`;
  if (value < 10 * SECOND) return `${(value / SECOND).toFixed(1)} s`;
  if (value < MINUTE) return `${Math.round(value / SECOND)} s`;
  return formatDuration(value);
}

/** A stretch of time in its largest unit: `4 s`, `3 min`, `2 h`, `5 d`. */
export function formatSpan(ms: number): string {
  const value = Math.max(0, ms);
  if (value < MINUTE) return `${Math.floor(value / SECOND)} s`;
  if (value < HOUR) return `${Math.floor(value / MINUTE)} min`;
  if (value < DAY) return `${Math.floor(value / HOUR)} h`;
  return `${Math.floor(value / DAY)} d`;
}

/** `4 s ago`, `in 3 min`, `now`. A countdown rounds up, so that it ends at 1 s and not at 0. */
export function formatRelative(at: number, now: number): string {
  const distance = at - now;
  if (distance > 0)
    return `in ${formatSpan(distance < MINUTE ? Math.ceil(distance / SECOND) * SECOND : distance)}`;
  return distance > -SECOND ? 'now' : `${formatSpan(-distance)} ago`;
}

/** Clock time as a table shows it: `14:01:12` today, `24 Nov 02:00` else, with the year when it is another one. */
export function formatClock(at: number, now: number): string {
  const day = dayOnly.format(at);
  const today = dayOnly.format(now);
  if (day === today) return timeOfDay.format(at);
  if (day.slice(0, 4) === today.slice(0, 4)) return `${dayMonth.format(at)} ${hourMinute.format(at)}`;
  return dayMonthYear.format(at);
}

/** When something is due: `in 4 min` within the hour, else `14:01:12`, `tomorrow 02:00`, `24 Nov 02:00`. */
export function formatDue(at: number, now: number): string {
  if (at - now < HOUR) return formatRelative(at, now);
  if (dayOnly.format(at) === dayOnly.format(now + DAY)) return `tomorrow ${hourMinute.format(at)}`;
  return formatClock(at, now);
}

/** The full form with zone, for titles: `Mon, 24 Nov 2025, 14:01:12 GMT+1`. */
export function formatAbsolute(at: number): string {
  return absolute.format(at);
}

/** Log time: `14:04:01.902`. */
export function formatLogTime(at: number): string {
  return `${timeOfDay.format(at)}.${String(Math.floor(at) % SECOND).padStart(3, '0')}`;
}

/** `812 B`, `31 KB`, `6.1 GB`: powers of 1000, as the system's file windows count. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}
