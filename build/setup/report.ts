/** Where stages say what they do. Everything goes to stderr: stdout belongs to the app (`run --events` is JSON and nothing else). */
export interface Report {
  /** One finished line: what a stage found or did. */
  line(stage: string, text: string): void;
  /** How far a long step is; redrawn on a terminal, thinned out in a log. */
  progress(stage: string, text: string): void;
}

interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

const STAGE_WIDTH = 13;
const LOG_PROGRESS_EVERY_MS = 30_000;

/** A report on `output`; `nowMs` is a monotonic clock, given so that tests can set the time. */
export function createReport(output: Output, nowMs: () => number): Report {
  let lastProgressAt = Number.NEGATIVE_INFINITY;
  let drawn = false;
  return {
    line(stage, text) {
      output.write(`${drawn ? CLEAR_LINE : ''}${label(stage)}${text}\n`);
      drawn = false;
    },
    progress(stage, text) {
      if (output.isTTY) {
        output.write(`${CLEAR_LINE}${label(stage)}${text}`);
        drawn = true;
        return;
      }
      if (nowMs() - lastProgressAt < LOG_PROGRESS_EVERY_MS) return;
      lastProgressAt = nowMs();
      output.write(`${label(stage)}${text}\n`);
    },
  };
}

const CLEAR_LINE = '\r\u001b[2K';

function label(stage: string): string {
  return stage.padEnd(STAGE_WIDTH);
}
