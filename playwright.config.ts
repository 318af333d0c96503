import { defineConfig } from '@playwright/test';

/** End to end, in the real Electron that the set-up found. Nothing is tried twice: a test that needs a second try is a fault. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  retries: 0,
  // Each test has its own app and its own browsers, so two at once fill two cores.
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'retain-on-failure' },
});
