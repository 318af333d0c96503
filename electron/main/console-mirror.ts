import type { JobId } from '../../shared/ids.ts';
import type { LogLevel, LogLine } from '../../shared/job/schema.ts';

const RANK: Record<LogLevel, number> = { DEBUG: 0, INFO: 1, WARN: 2, ERROR: 3 };

/** Writes job log lines and notes to the console (standard error: standard output belongs to the commands). */
export interface ConsoleMirror {
  line(jobId: JobId, line: LogLine): void;
  note(level: LogLevel, source: string, message: string): void;
}

/**
 * @param write takes one line without its end
 * @param least the lowest level that is written
 */
export function createConsoleMirror(write: (line: string) => void, least: LogLevel): ConsoleMirror {
  const wanted = (level: LogLevel): boolean => RANK[level] >= RANK[least];
  return {
    line(jobId, line) {
      if (!wanted(line.level)) return;
      const at = new Date(line.at).toISOString().slice(11, 23);
      const step = line.step === null ? '' : ` step ${line.step}`;
      const metadata = line.metadata === null ? '' : ` ${line.metadata}`;
      write(
        `${at} ${line.level.padEnd(5)} #${jobId}${step} ${printable(line.message)}${printable(metadata)}`,
      );
    },
    note(level, source, message) {
      if (wanted(level)) write(`${level.padEnd(5)} ${source}: ${printable(message)}`);
    },
  };
}

/** Text of pages must not steer the terminal: control characters are shown as their code. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
