import type { LogLevel, LogLine } from '../../../shared/job/schema.ts';

const RANK = { DEBUG: 0, INFO: 1, WARN: 2, ERROR: 3 } as const satisfies Record<LogLevel, number>;

/** What the reader of a log wants to see. */
export interface LogFilter {
  /** This level and those above it. */
  readonly level: LogLevel;
  /** Part of the message, of its step or of its metadata; case does not matter. */
  readonly text: string;
}

export const SHOW_ALL: LogFilter = { level: 'DEBUG', text: '' };

/** The lines that pass the filter, in order; the same array when the filter lets everything pass. */
export function filterLines(lines: readonly LogLine[], filter: LogFilter): readonly LogLine[] {
  const text = filter.text.trim().toLowerCase();
  if (filter.level === 'DEBUG' && text === '') return lines;
  const least = RANK[filter.level];
  return lines.filter((line) => RANK[line.level] >= least && (text === '' || matches(line, text)));
}

function matches(line: LogLine, text: string): boolean {
  return (
    line.message.toLowerCase().includes(text) ||
    line.step?.toLowerCase() === text ||
    (line.metadata?.toLowerCase().includes(text) ?? false)
  );
}

/** A text cut where a word is found, so that the finds can be marked. */
export function splitMatches(text: string, find: string): readonly { text: string; found: boolean }[] {
  const needle = find.trim().toLowerCase();
  if (needle === '') return [{ text, found: false }];
  const parts: { text: string; found: boolean }[] = [];
  const low = text.toLowerCase();
  let from = 0;
  for (let at = low.indexOf(needle); at >= 0; at = low.indexOf(needle, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), found: false });
    parts.push({ text: text.slice(at, at + needle.length), found: true });
    from = at + needle.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), found: false });
  return parts;
}

/**
 * A line as one line of text for the clipboard.
 * @param time the line's time as the screen shows it
 */
export function lineText(line: LogLine, time: string): string {
  const step = line.step === null ? '' : ` ${line.step}`;
  const metadata = line.metadata === null ? '' : ` ${line.metadata}`;
  return `${time} ${line.level}${step} ${line.message}${metadata}`;
}
