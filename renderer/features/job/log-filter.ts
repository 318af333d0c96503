import { reaches } from '../../../shared/job/log-level.ts';
import type { LogLevel, LogLine } from '../../../shared/job/schema.ts';
import { comparePaths } from './steps.ts';

/** What the reader of a log wants to see. */
export interface LogFilter {
  /** This level and those above it. */
  readonly level: LogLevel;
  /** This step and those inside of it; null = every line. */
  readonly step: string | null;
}

export const SHOW_ALL: LogFilter = { level: 'DEBUG', step: null };

/** The lines that pass the filter, in order; the same array when the filter lets everything pass. */
export function filterLines(lines: readonly LogLine[], { level, step }: LogFilter): readonly LogLine[] {
  if (level === 'DEBUG' && step === null) return lines;
  return lines.filter((line) => reaches(line.level, level) && (step === null || isOf(line.step, step)));
}

function isOf(path: string | null, step: string): boolean {
  return path === step || (path?.startsWith(`${step}.`) ?? false);
}

/** The keys of the lines in which a text is found, in message, metadata or as their step; case does not matter. */
export function findLines(lines: readonly LogLine[], text: string): readonly string[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return lines.filter((line) => matches(line, wanted)).map(lineKey);
}

function matches(line: LogLine, text: string): boolean {
  return (
    line.message.toLowerCase().includes(text) ||
    line.step?.toLowerCase() === text ||
    (line.metadata?.toLowerCase().includes(text) ?? false)
  );
}

/** More steps than this are too many for a list to choose from. */
const MOST_STEPS = 300;

/** The steps that the lines belong to, and those around them, in the order of the flow. */
export function stepsOf(lines: readonly LogLine[]): readonly string[] {
  const seen = new Set<string>();
  let last: string | null = null;
  for (const { step } of lines) {
    if (step === null || step === last) continue;
    last = step;
    const parts = step.split('.');
    for (let depth = 1; depth <= parts.length; depth += 1) seen.add(parts.slice(0, depth).join('.'));
  }
  return [...seen].sort(comparePaths).slice(0, MOST_STEPS);
}

/** Names a line among those of a job. */
export function lineKey(line: Pick<LogLine, 'epoch' | 'seq'> | undefined): string {
  return line === undefined ? '' : `${line.epoch}:${line.seq}`;
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
