export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number;
export function onceAMoment(
  pass: (signal: NodeJS.Signals) => void,
  nowMs: () => number,
): (signal: NodeJS.Signals) => void;
export function supervise(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<number>;
