import { dirname, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXCEPTIONS, LAYERS, type Layer, LONG_FILES, MAX_LINES, TIME_AND_CHANCE } from './layers-table.ts';
import { importsOf, type Source, sourcesOf, withoutComments } from './source-files.ts';

const PRODUCT = ['shared', 'electron', 'renderer'];

function layerOf(file: string): Layer | undefined {
  return LAYERS.filter(({ folder }) => file.startsWith(`${folder}/`)).sort(
    (a, b) => b.folder.length - a.folder.length,
  )[0];
}

function isPackageAllowed(name: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    if (entry.endsWith('*')) return name.startsWith(entry.slice(0, -1));
    return name === entry || name.startsWith(`${entry}/`);
  });
}

/** Null when the import is allowed, else what is wrong with it and what to do. */
function judge(file: string, imported: string): string | null {
  const layer = layerOf(file);
  if (layer === undefined)
    return `${file} lies in no layer: add its folder to test/contract/layers-table.ts.`;
  if (EXCEPTIONS.some((exception) => exception.file === file && exception.import === imported)) return null;
  if (!imported.startsWith('.')) {
    if (isPackageAllowed(imported, layer.packages)) return null;
    return `${file} imports "${imported}", which ${layer.folder}/ may not. ${layer.instead}`;
  }
  const target = posix.join(dirname(file), imported);
  const home = layerOf(target)?.folder;
  if (home !== undefined && [layer.folder, ...layer.folders].includes(home)) return null;
  return `${file} imports ${target}, which ${layer.folder}/ may not. ${layer.instead}`;
}

describe('imports', () => {
  test('point one way', () => {
    const wrong = sourcesOf(PRODUCT, /\.(ts|tsx|css)$/).flatMap((source) =>
      importsOf(source).flatMap((imported) => judge(source.file, imported) ?? []),
    );
    expect(wrong, wrong.join('\n')).toEqual([]);
  });

  test.each([
    ['shared/job/state.ts', 'zod', true],
    ['shared/job/state.ts', '../ids.ts', true],
    ['shared/job/state.ts', 'node:fs', false],
    ['shared/job/state.ts', 'electron', false],
    ['shared/job/state.ts', '../../electron/main/paths.ts', false],
    ['shared/job/state.ts', 'zod-like', false],
    ['electron/preload/index.ts', 'electron', true],
    ['electron/preload/index.ts', '../../shared/ipc/channels.ts', true],
    ['electron/preload/index.ts', 'zod', false],
    ['electron/preload/index.ts', '../main/ipc/sender.ts', false],
    ['electron/main/index.ts', '../database/open.ts', true],
    ['electron/main/index.ts', '../worker/index.ts', false],
    ['electron/main/index.ts', 'better-sqlite3', false],
    ['electron/main/index.ts', 'playwright-core', false],
    ['electron/database/open.ts', 'better-sqlite3', true],
    ['electron/database/open.ts', '../main/paths.ts', false],
    ['electron/worker/run-job.ts', './browser/pool.ts', true],
    ['electron/worker/run-job.ts', 'playwright-core', false],
    ['electron/worker/browser/page.ts', 'playwright-core', true],
    ['electron/worker/run-job.ts', '../main/paths.ts', false],
    ['electron/reader/index.ts', '../database/open.ts', true],
    ['electron/reader/index.ts', 'playwright-core', false],
    ['renderer/app.tsx', '@mantine/core', true],
    ['renderer/app.tsx', '../shared/ids.ts', true],
    ['renderer/app.tsx', '../electron/main/paths.ts', false],
    ['renderer/app.tsx', 'node:path', false],
    ['renderer/app.tsx', 'electron', false],
    ['tools/odd.ts', 'zod', false],
  ])('of %s from %s are allowed: %s', (file, imported, allowed) => {
    expect(judge(file, imported) === null).toBe(allowed);
  });

  test('that are exceptions are still there', () => {
    const found = new Set(
      sourcesOf(PRODUCT, /\.tsx?$/).flatMap((source) =>
        importsOf(source).map((imported) => `${source.file} ${imported}`),
      ),
    );
    expect(EXCEPTIONS.filter((exception) => !found.has(`${exception.file} ${exception.import}`))).toEqual([]);
  });

  test('are found in every form, and not in comments or strings', () => {
    const code = [
      `import a from 'one';`,
      `import type { B,\n  C } from "two";`,
      `export * from 'three';`,
      `import 'four';`,
      `const five = await import('five');`,
      `const six = require('six');`,
      `// import x from 'comment';`,
      `/* import y from 'comment'; */`,
      `const url = 'https://example.com'; export { seven } from 'seven';`,
      `type Eight = import('eight').Eight;`,
      `client.call('flows.import', { from: 'string' });`,
    ].join('\n');
    const found = importsOf({ file: 'shared/a.ts', text: code });
    expect(found.toSorted()).toEqual(['eight', 'five', 'four', 'one', 'seven', 'six', 'three', 'two']);
    const style = { file: 'renderer/a.css', text: `@import url('./tokens.css');\n@import "b.css";` };
    expect(importsOf(style)).toEqual(['./tokens.css', 'b.css']);
  });
});

describe('time and chance', () => {
  const ASKS = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bsetTimeout\b|\bsetInterval\b/g;

  function asksOf(source: Source): string[] {
    return withoutComments(source)
      .split('\n')
      .flatMap((line, index) =>
        [...line.matchAll(ASKS)].map(
          ([ask]) =>
            `${source.file}:${index + 1} uses ${ask}. Take a Clock or a Random as a parameter (shared/clock.ts, shared/random.ts).`,
        ),
      );
  }

  test('come from shared/clock.ts and shared/random.ts alone', () => {
    const wrong = sourcesOf(PRODUCT, /\.tsx?$/)
      .filter(({ file }) => !TIME_AND_CHANCE.has(file))
      .flatMap(asksOf);
    expect(wrong, wrong.join('\n')).toEqual([]);
  });

  test.each([
    ['const now = Date.now();', 1],
    ['const now = new Date();', 1],
    ['setTimeout(fn, 5); globalThis.setInterval(fn, 5);', 2],
    ['const shown = new Date(job.createdAt);', 0],
    ['clock.setTimer(5, fn);', 0],
    ['// Date.now() would jump', 0],
  ])('%s asks %i times', (text, count) => {
    expect(asksOf({ file: 'shared/a.ts', text })).toHaveLength(count);
  });

  test('exempt files still ask', () => {
    const files = new Map(sourcesOf(PRODUCT, /\.tsx?$/).map(({ file, text }) => [file, text]));
    for (const [file, why] of TIME_AND_CHANCE) {
      expect(
        asksOf({ file, text: files.get(file) ?? '' }),
        `${file} (${why}) needs no exemption`,
      ).not.toEqual([]);
    }
  });
});

describe('files', () => {
  const sources = sourcesOf([...PRODUCT, 'build', 'test'], /\.(ts|tsx|css)$/);
  const lines = (text: string): number => text.trimEnd().split('\n').length;

  test(`have at most ${MAX_LINES} lines, or a reason`, () => {
    const wrong = sources
      .filter(({ file, text }) => lines(text) > MAX_LINES && !LONG_FILES.has(file))
      .map(
        ({ file, text }) =>
          `${file} has ${lines(text)} lines: give a second idea its own file, or enter it in LONG_FILES with the reason.`,
      );
    expect(wrong, wrong.join('\n')).toEqual([]);
  });

  test('that have a reason to be long still are', () => {
    const long = new Set(sources.filter(({ text }) => lines(text) > MAX_LINES).map(({ file }) => file));
    expect([...LONG_FILES.keys()].filter((file) => !long.has(file))).toEqual([]);
  });
});
