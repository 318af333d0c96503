import { formatAbsolute, formatClock, formatDuration, formatRelative } from './format.ts';
import { useTicked } from './use-now.ts';

/** Start to end of something, counting while it has no end. */
export function Duration({ from, to }: { from: number; to: number | null }) {
  return useTicked((now) => formatDuration((to ?? now) - from));
}

/** `4 s ago`, `in 3 min`; its title is the absolute time with zone. */
export function RelativeTime({ at }: { at: number }) {
  const text = useTicked((now) => formatRelative(at, now));
  return <span title={formatAbsolute(at)}>{text}</span>;
}

/** `14:01:12`, with the date on another day; its title is the absolute time with zone. */
export function ClockTime({ at }: { at: number }) {
  const text = useTicked((now) => formatClock(at, now));
  return <span title={formatAbsolute(at)}>{text}</span>;
}
