/**
 * Where a command writes: this process's own stdout and stderr, or those of another process that handed its command over.
 * Nothing here throws when the reader has gone away; the text is then lost and the command goes on.
 */
export interface CliOutput {
  /** One line for stdout, without its end. */
  out(line: string): void;
  /** One line for stderr, without its end. */
  err(line: string): void;
  /** Settles when what was written has left this process, so that a slow reader slows the writer. */
  drained(): Promise<void>;
}

/** The part of a writable stream that is needed here. */
export interface TextStream {
  write(text: string, done: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** Writes to two streams, such as `process.stdout` and `process.stderr`. */
export function streamOutput(stdout: TextStream, stderr: TextStream): CliOutput {
  const out = lineWriter(stdout);
  const err = lineWriter(stderr);
  return {
    out: out.line,
    err: err.line,
    drained: async () => {
      await Promise.all([out.drained(), err.drained()]);
    },
  };
}

function lineWriter(stream: TextStream): { line(text: string): void; drained(): Promise<void> } {
  let underWay = 0;
  let gone = false;
  let waiting: (() => void)[] = [];
  const settle = (): void => {
    if (underWay > 0 && !gone) return;
    const ready = waiting;
    waiting = [];
    for (const resolve of ready) resolve();
  };
  // `runwright … | head` closes our stdout early (EPIPE): that ends the printing, not the command.
  stream.on('error', () => {
    gone = true;
    settle();
  });
  return {
    line(text) {
      if (gone) return;
      underWay += 1;
      stream.write(`${text}\n`, () => {
        underWay -= 1;
        settle();
      });
    },
    drained() {
      if (underWay === 0 || gone) return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}

/** JSON on one line that no terminal can mistake for a command: control characters beyond ASCII are escaped as well. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
