import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { electronFlags, expect, repository, runElectron, test } from './fixtures.ts';

interface Case {
  readonly title: string;
  readonly error: string | null;
}

test.setTimeout(180_000);

test('the typed IPC keeps every promise of its suite in real Electron', async ({ dataDir }) => {
  const main = await buildSuite(dataDir);
  const page = join(dataDir, 'page');
  mkdirSync(page);
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Suite</title>');

  const { code, stdout, stderr } = await runElectron([...electronFlags(), main], {
    IPC_DATA: dataDir,
    IPC_PAGE: page,
    IPC_PRELOAD: join(repository, 'out', 'preload', 'index.cjs'),
  });
  expect(code, stderr).toBe(0);
  const cases = stdout
    .trim()
    .split('\n')
    .map((line): Case => JSON.parse(line));
  expect(cases.filter(({ error }) => error !== null)).toEqual([]);
  expect(cases.length).toBeGreaterThanOrEqual(17);
});

/** Bundles the suite's app, which is TypeScript; gives the folder of the app. */
async function buildSuite(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'app');
  await build({
    configFile: false,
    root: repository,
    logLevel: 'error',
    build: {
      outDir: folder,
      target: 'node20',
      minify: false,
      ssr: join(import.meta.dirname, 'ipc-app', 'main.ts'),
      rolldownOptions: {
        external: ['electron', /^node:/],
        output: { format: 'cjs', entryFileNames: 'main.cjs' },
      },
    },
    ssr: { noExternal: true },
  });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'ipc-suite', version: '1.0.0', main: 'main.cjs' }),
  );
  return folder;
}
