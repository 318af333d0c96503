import { describe, expect, it } from 'vitest';
import { countsLine, playwrightCounts, vitestCounts } from '../../../build/checks/counts.ts';
import { notRun, STEP_NAMES } from '../../../build/checks/step.ts';
import { parseSteps } from '../../../build/test.ts';

const passed = (count: number) => ({ passed: count, failed: 0, skipped: 0, secondTry: [], reasons: [] });

describe('the last line of npm test', () => {
  it('gives the plain counts', () => {
    const line = countsLine([
      { name: 'types', passed: true, counts: undefined, problem: undefined },
      { name: 'lint', passed: true, counts: undefined, problem: undefined },
      { name: 'unit', passed: true, counts: passed(312), problem: undefined },
      {
        name: 'e2e',
        passed: true,
        counts: { ...passed(14), skipped: 1, reasons: ['Firefox is not here'] },
        problem: undefined,
      },
    ]);
    expect(line).toBe(
      'types ok · lint ok · unit 312 passed · e2e 14 passed · 0 failed · 1 skipped (Firefox is not here)',
    );
  });

  it('names what passed only at the second try', () => {
    const counts = { ...passed(14), secondTry: ['the job ends', 'a page opens'] };
    const line = countsLine([{ name: 'e2e', passed: true, counts, problem: undefined }]);
    expect(line).toBe('e2e 14 passed (at the second try: the job ends; a page opens) · 0 failed · 0 skipped');
  });

  it('names what failed and what could not run', () => {
    const line = countsLine([
      { name: 'types', passed: false, counts: undefined, problem: undefined },
      { name: 'unit', passed: false, counts: { ...passed(3), failed: 2 }, problem: '2 failed, 3 passed' },
      notRun('e2e', 'electron: none; get one'),
    ]);
    expect(line).toBe(
      'types FAILED · unit FAILED (2 failed, 3 passed) · e2e FAILED (electron: none; get one) · 2 failed · 0 skipped',
    );
  });
});

describe('counting tests', () => {
  it("reads vitest's report", () => {
    const report = {
      numTotalTests: 6,
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [
        {
          assertionResults: [
            { fullName: 'a', status: 'passed', failureMessages: ['busy'] },
            { fullName: 'b', status: 'failed', failureMessages: ['wrong'] },
            { fullName: 'c', status: 'passed', failureMessages: [] },
          ],
        },
      ],
    };
    expect(vitestCounts(report)).toEqual({ passed: 3, failed: 1, skipped: 2, secondTry: ['a'], reasons: [] });
  });

  it("reads Playwright's report with the reasons of skipped tests, each once", () => {
    const skipped = { tests: [{ annotations: [{ type: 'skip', description: 'no WebKit here' }] }] };
    const flaky = { title: 'late', tests: [{ status: 'flaky' }] };
    const report = {
      stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
      suites: [{ specs: [skipped], suites: [{ specs: [skipped, flaky] }] }],
    };
    expect(playwrightCounts(report)).toEqual({
      passed: 5,
      failed: 1,
      skipped: 2,
      secondTry: ['late'],
      reasons: ['no WebKit here'],
    });
  });

  it('takes no report for no report, not for zero tests', () => {
    expect(vitestCounts(undefined)).toBeUndefined();
    expect(playwrightCounts({})).toBeUndefined();
  });
});

describe('which steps run', () => {
  it('is all of them unless some are named', () => {
    expect(parseSteps([])).toEqual({ steps: [...STEP_NAMES], more: [] });
    expect(parseSteps(['unit', 'e2e'])).toEqual({ steps: ['unit', 'e2e'], more: [] });
  });

  it('takes further arguments for the tool of a single step', () => {
    expect(parseSteps(['e2e', 'test/e2e/cancel.spec.ts'])).toEqual({
      steps: ['e2e'],
      more: ['test/e2e/cancel.spec.ts'],
    });
  });
});
