/**
 * A set-up step that cannot go on. `message` says what is wrong and `mend` what to do about it: together they are the one
 * sentence the user sees, so no stack trace is ever printed for it.
 */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  readonly mend: string;
  /** What another program said, when the sentence alone would not be enough (a compiler's message). */
  readonly detail: string | undefined;

  constructor(message: string, mend: string, detail?: string) {
    super(message);
    this.mend = mend;
    this.detail = detail;
  }
}

/** The one sentence for a failure of a stage: what went wrong, then the mend. */
export function failureSentence(stage: string, error: unknown): string {
  if (error instanceof SetupError) return `${stage}: ${withoutStop(error.message)}; ${error.mend}`;
  const reason = error instanceof Error ? error.message : String(error);
  return `${stage}: ${withoutStop(firstLine(reason))}; this is a fault of the set-up itself, please report it`;
}

function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, '');
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
