/** What a command tells its caller; a script may rely on these numbers. */
export const EXIT = {
  done: 0,
  failed: 1,
  badInput: 2,
  cancelled: 3,
  parked: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
