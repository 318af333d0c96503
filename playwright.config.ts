import { defineConfig } from '@playwright/test';

/** End to end, in the real Electron that the set-up found. A test that needs its second try is named in the last line of `npm test`. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  retries: 1,
  // An app with its workers and browsers fills two cores by itself: two at once take as long, and meet more time limits.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'retain-on-first-failure' },
});
