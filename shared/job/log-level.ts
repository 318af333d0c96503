import type { LogLevel } from './schema.ts';

const RANK = { DEBUG: 0, INFO: 1, WARN: 2, ERROR: 3 } as const satisfies Record<LogLevel, number>;

/** Is a line of this level shown when `least` and what is above it is wanted? */
export function reaches(level: LogLevel, least: LogLevel): boolean {
  return RANK[level] >= RANK[least];
}
