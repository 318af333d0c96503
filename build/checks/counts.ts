import type { StepResult, TestCounts } from './step.ts';

/** The counts in the report of `vitest --reporter=json`, or undefined when it is none. */
export function vitestCounts(report: unknown): TestCounts | undefined {
  if (!isRecord(report) || typeof report.numTotalTests !== 'number') return undefined;
  return {
    passed: numberIn(report, 'numPassedTests'),
    failed: numberIn(report, 'numFailedTests'),
    skipped: numberIn(report, 'numPendingTests') + numberIn(report, 'numTodoTests'),
    reasons: [],
  };
}

/** The counts in the report of Playwright's json reporter, or undefined when it is none. */
export function playwrightCounts(report: unknown): TestCounts | undefined {
  if (!isRecord(report) || !isRecord(report.stats)) return undefined;
  return {
    passed: numberIn(report.stats, 'expected'),
    failed: numberIn(report.stats, 'unexpected') + numberIn(report.stats, 'flaky'),
    skipped: numberIn(report.stats, 'skipped'),
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
  if (result.counts !== undefined) return `${result.counts.passed} passed`;
  return result.passed ? 'ok' : 'FAILED';
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
