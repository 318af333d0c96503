/** What one step of the tests found. */
export interface StepResult {
  readonly name: StepName;
  readonly passed: boolean;
  /** Counts, for the steps that run tests; undefined for types and lint. */
  readonly counts: TestCounts | undefined;
  /** Why the step failed without a single failed test to show for it. */
  readonly problem: string | undefined;
}

export type StepName = 'types' | 'lint' | 'unit' | 'sim' | 'browser' | 'e2e';
export const STEP_NAMES: readonly StepName[] = ['types', 'lint', 'unit', 'sim', 'browser', 'e2e'];

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names of tests that failed at first and passed when tried again. */
  readonly secondTry: readonly string[];
  /** The reasons that the skipped tests gave. */
  readonly reasons: readonly string[];
}

/** A step that could not run at all. */
export function notRun(name: StepName, problem: string): StepResult {
  return { name, passed: false, counts: undefined, problem };
}
