import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

/** The seven bundles of the app, in the order of the process map. Build one with `vite build --mode worker`. */
export const TARGETS = [
  'main',
  'preload',
  'worker',
  'reader',
  'checkpointer',
  'installer',
  'renderer',
] as const;
export type Target = (typeof TARGETS)[number];

/**
 * What no bundle may contain: Electron and Node's own modules do not exist as files, and the two packages carry native or spawned files of
 * their own, which they find by their place on the disk.
 */
const EXTERNAL = [
  'electron',
  /^electron\//,
  'better-sqlite3',
  'playwright-core',
  /^playwright-core\//,
  /^node:/,
  ...builtinModules,
];

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig(({ mode }) => (mode === 'renderer' ? rendererConfig() : nodeConfig(mode)));

/** A process of Electron that runs on Node: one CommonJS file, which is also the only form that a sandboxed preload may have. */
function nodeConfig(target: string): UserConfig {
  if (!TARGETS.some((known) => known === target)) {
    throw new Error(`"${target}" is not a bundle of Runwright: use --mode ${TARGETS.join(', ')}`);
  }
  return {
    root,
    publicDir: false,
    resolve: { conditions: ['node', 'import', 'module', 'default'], mainFields: ['module', 'main'] },
    build: {
      ssr: `electron/${target}/index.ts`,
      outDir: `out/${target}`,
      emptyOutDir: true,
      target: 'node20',
      sourcemap: true,
      minify: false,
      reportCompressedSize: false,
      rollupOptions: {
        external: EXTERNAL,
        output: { format: 'cjs', entryFileNames: 'index.cjs', codeSplitting: false },
      },
    },
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3', 'playwright-core'] },
  };
}

/** The window: static files that a strict content security policy can serve, with no inline script added by the bundler. */
function rendererConfig(): UserConfig {
  return {
    root: `${root}renderer`,
    base: './',
    plugins: [react()],
    build: {
      outDir: `${root}out/renderer`,
      emptyOutDir: true,
      target: 'chrome130',
      sourcemap: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4000,
      // The window of the app, and the one that says why the app could not start.
      rollupOptions: { input: [`${root}renderer/index.html`, `${root}renderer/start-failure.html`] },
    },
  };
}
