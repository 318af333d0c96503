import { defineConfig } from 'vitest/config';

/** Everything that needs neither Electron nor a window. The window is tested end to end (playwright.config.ts). */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/{unit,contract,sim,browser}/**/*.test.ts'],
    pool: 'forks',
    // Nothing here keeps state in a module, and a process of its own for each file takes four times as long.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    unstubEnvs: true,
    restoreMocks: true,
  },
});
