import type { AskedQuestion } from '../../../shared/actions/run.ts';
import type { Step } from '../../../shared/flow/step.ts';
import type { JobError } from '../../../shared/job/error.ts';

/** A step, named for a person. */
export interface NamedStep {
  readonly path: string;
  readonly title: string;
}

/** A failure that would end the attempt. */
export interface EndingFailure extends NamedStep {
  readonly error: JobError;
  /** The step as JSON text; null = a person cannot change its parameters. */
  readonly step: string | null;
  readonly whyNoRetry: string | null;
}

/** What becomes of it: tried again (with other parameters unless null), left out, or the attempt ends. */
export type AfterFailure =
  | { readonly kind: 'retry'; readonly step: Step | null }
  | { readonly kind: 'skip' }
  | { readonly kind: 'giveUp' };

/** Where the walk over the steps meets the person who looks on. */
export interface Onlooker {
  /** Waits as long as a person wants the steps to stand still before this one. @param title is asked only when somebody waits */
  before(path: string, title: () => string): Promise<void>;
  /** The step is under way. */
  begins(step: NamedStep): void;
  /** Keeps the browser open at a failure, when the job wants that, until a person says what becomes of it. */
  failed(failure: EndingFailure): Promise<AfterFailure>;
  /** @throws ActionFailure when nobody answered in time */
  ask(step: NamedStep, asked: AskedQuestion): Promise<string | boolean>;
}

/** Nobody looks on. */
export const NOBODY: Onlooker = {
  before: async () => undefined,
  begins: () => undefined,
  failed: async () => ({ kind: 'giveUp' }),
  ask: () => Promise.reject(new Error('nobody can be asked')),
};
