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

/**
 * A line as one line of text for the clipboard.
 * @param time the line's time as the screen shows it
 */
export function lineText(line: LogLine, time: string): string {
  const step = line.step === null ? '' : ` ${line.step}`;
  const metadata = line.metadata === null ? '' : ` ${line.metadata}`;
  return `${time} ${line.level}${step} ${line.message}${metadata}`;
}
