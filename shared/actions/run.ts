import type * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { Target } from '../flow/target.ts';
import type { ErrorCategory } from '../job/error.ts';
import type { ArtifactKind, LogLevel, RowData } from '../job/schema.ts';
import type { QuestionKind } from '../live/question.ts';
import type { Found, PagePort, ReceivedFile } from './page-port.ts';

/** What a step has at hand while it runs. */
export interface ActionContext {
  readonly page: PagePort;
  /** Aborts when the job is stopped or the step's time is over; then nothing more may be started. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** The step's own time, milliseconds. */
  readonly timeoutMs: number;
  log(level: LogLevel, message: string, metadata?: Readonly<Record<string, unknown>>): void;
  /** Keeps rows; resolves when there is room for more, so that a fast page cannot fill the memory. */
  rows(dataset: string, rows: readonly RowData[]): Promise<void>;
  /** Keeps a file of this step. */
  artifact(kind: ArtifactKind, name: string, content: ArtifactContent): Promise<void>;
  /** Gives a value its name: `{{var.name}}` in later steps, and a result of the job, where a secret one is hidden. */
  setResult(name: string, value: ResultValue, secret?: boolean): void;
  /** Asks a person. @throws ActionFailure when nobody answered in time */
  ask(asked: AskedQuestion): Promise<string | boolean>;
}

/** What a step asks a person. */
export interface AskedQuestion {
  readonly kind: QuestionKind;
  readonly text: string;
  /** Of a choice; else empty. */
  readonly choices: string[];
  /** The answer is shown and kept nowhere. */
  readonly secret: boolean;
  /** How long it waits, milliseconds. */
  readonly limitMs: number;
}

/** What a variable can hold: what JSON can. */
export type ResultValue =
  | string
  | number
  | boolean
  | null
  | readonly ResultValue[]
  | { readonly [key: string]: ResultValue };

/** A file's content; in a text, secrets are masked before it is written. */
export type ArtifactContent =
  | { readonly bytes: Uint8Array }
  | { readonly text: string }
  | Pick<ReceivedFile, 'saveTo'>;

/** Which candidate the step used; null when it has no target. */
export type StepOutcome = Found | null;

interface AnySpec {
  readonly paramsSchema: z.ZodType;
}

/** What an action does. It throws `ActionFailure` or whatever the page threw; the worker says what that means. */
export type ActionRun<S extends AnySpec> = (
  params: z.output<S['paramsSchema']>,
  context: ActionContext,
) => Promise<StepOutcome>;

/** What a step needed and what there was, for the person who mends it. */
export interface FailureFacts {
  readonly expected: string;
  readonly found: string;
  /** The target that was looked for or acted on: the very list that the step gave. */
  readonly target?: Target;
  /** How it stood: nothing matched, it was hidden, several matched, or it was there and something else was wrong. */
  readonly look?: 'none' | 'hidden' | 'several' | 'there';
  /** Which candidate is meant, from 0; absent = none matched. */
  readonly candidate?: number;
}

/** A failure that already knows its category and its mend. */
export class ActionFailure extends Error {
  readonly category: ErrorCategory;
  readonly mend: string;
  /** The step counts as failed, the job goes on. */
  readonly soft: boolean;
  readonly facts: FailureFacts | null;

  constructor(
    category: ErrorCategory,
    message: string,
    mend: string,
    soft = false,
    facts: FailureFacts | null = null,
  ) {
    super(message);
    this.name = 'ActionFailure';
    this.category = category;
    this.mend = mend;
    this.soft = soft;
    this.facts = facts;
  }
}
