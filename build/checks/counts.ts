import type { StepResult, TestCounts } from './step.ts';

/** The counts in the report of `vitest --reporter=json`, or undefined when it is none. */
export function vitestCounts(report: unknown): TestCounts | undefined {
  if (!isRecord(report) || typeof report.numTotalTests !== 'number') return undefined;
  return {
    passed: numberIn(report, 'numPassedTests'),
    failed: numberIn(report, 'numFailedTests'),
    skipped: numberIn(report, 'numPendingTests') + numberIn(report, 'numTodoTests'),
    secondTry: recordsIn(report, ['testResults', 'assertionResults']).flatMap((test) =>
      // What failed at first keeps its message when the second try passed.
      test.status === 'passed' && Array.isArray(test.failureMessages) && test.failureMessages.length > 0
        ? [String(test.fullName)]
        : [],
    ),
    reasons: [],
  };
}

/** The counts in the report of Playwright's json reporter, or undefined when it is none. */
export function playwrightCounts(report: unknown): TestCounts | undefined {
  if (!isRecord(report) || !isRecord(report.stats)) return undefined;
  return {
    passed: numberIn(report.stats, 'expected') + numberIn(report.stats, 'flaky'),
    failed: numberIn(report.stats, 'unexpected'),
    skipped: numberIn(report.stats, 'skipped'),
    secondTry: specsOf(report).flatMap((spec) =>
      recordsIn(spec, ['tests']).some(({ status }) => status === 'flaky') ? [String(spec.title)] : [],
    ),
    reasons: [...new Set(skipReasons(report))].sort(),
  };
}

/** The last line of a run: each step, then the sums. */
export function countsLine(results: readonly StepResult[]): string {
  const steps = results.map((result) => `${result.name} ${stepWord(result)}`);
  const counted = results.flatMap((result) => result.counts ?? []);
  const sum = (pick: (counts: TestCounts) => number) =>
    counted.reduce((total, counts) => total + pick(counts), 0);
  const skipped = sum((counts) => counts.skipped);
  const reasons = [...new Set(counted.flatMap((counts) => counts.reasons))];
  const why = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
  return [...steps, `${sum((counts) => counts.failed)} failed`, `${skipped} skipped${why}`].join(' · ');
}

function stepWord(result: StepResult): string {
  if (result.problem !== undefined) return `FAILED (${result.problem})`;
  if (result.counts !== undefined) return `${result.counts.passed} passed${secondTries(result.counts)}`;
  return result.passed ? 'ok' : 'FAILED';
}

/** A test that needs a second try is a fault to look into, though it stops nobody. */
function secondTries({ secondTry }: TestCounts): string {
  return secondTry.length === 0 ? '' : ` (at the second try: ${secondTry.join('; ')})`;
}

/** Playwright nests suites in suites. */
function specsOf(suite: Record<string, unknown>): Record<string, unknown>[] {
  return [...recordsIn(suite, ['specs']), ...recordsIn(suite, ['suites']).flatMap(specsOf)];
}

/** The records at the end of a path of lists. */
function recordsIn(record: Record<string, unknown>, path: readonly string[]): Record<string, unknown>[] {
  const [key, ...rest] = path;
  if (key === undefined) return [record];
  const list = record[key];
  return Array.isArray(list) ? list.filter(isRecord).flatMap((each) => recordsIn(each, rest)) : [];
}

/** Playwright nests suites, specs and tests; the reasons are annotations of the tests. */
function skipReasons(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(skipReasons);
  if (!isRecord(node)) return [];
  const own = node.type === 'skip' && typeof node.description === 'string' ? [node.description] : [];
  const below = ['suites', 'specs', 'tests', 'annotations'].flatMap((key) => skipReasons(node[key]));
  return [...own, ...below];
}

function numberIn(record: Record<string, unknown>, key: string): number {
  const value = record[key];
  return typeof value === 'number' ? value : 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
