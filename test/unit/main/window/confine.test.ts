import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confine, confineReal, isInside } from '../../../../electron/main/window/confine.ts';

describe('a path of an address', () => {
  const inside: [path: string, file: string][] = [
    ['/index.html', '/app/index.html'],
    ['/assets/a.js', '/app/assets/a.js'],
    ['/assets/a%20b.js', '/app/assets/a b.js'],
    ['/..a/b..', '/app/..a/b..'],
    ['/%E2%9C%93.png', '/app/✓.png'],
    // Decoded once only: what is left is the name of a file, and no way up.
    ['/%252e%252e/x', '/app/%2e%2e/x'],
  ];
  test.each(inside)('%s is inside', (path, file) => {
    expect(confine('/app', path, posix)).toBe(file);
  });

  const outside: [why: string, path: string][] = [
    ['the folder itself', '/'],
    ['a way up', '/../etc/passwd'],
    ['a way up further on', '/assets/../../etc/passwd'],
    ['a way up that stays inside', '/assets/../index.html'],
    ['an encoded way up', '/%2e%2e/etc/passwd'],
    ['a half encoded way up', '/.%2E/etc/passwd'],
    ['an encoded separator', '/..%2fetc%2fpasswd'],
    ['an encoded separator of Windows', '/..%5cetc'],
    ['a separator of Windows', '/..\\etc'],
    ['an absolute path behind the slash', '//etc/passwd'],
    ['an encoded absolute path', '/%2fetc/passwd'],
    ['a drive', '/C:/Windows/win.ini'],
    ['an encoded drive', '/C%3A/Windows/win.ini'],
    ['an alternate stream', '/index.html::$DATA'],
    ['a NUL', '/index.html%00.png'],
    ['another control character', '/index%0a.html'],
    ['the folder by its dot', '/./index.html'],
    ['a folder at the end', '/assets/'],
    ['a broken code', '/%E0%A4%A'],
    ['a path that begins nowhere', 'index.html'],
    ['nothing', ''],
  ];
  test.each(outside)('%s is not', (_why, path) => {
    expect(confine('/app', path, posix)).toBeNull();
    expect(confine('C:\\app', path, win32)).toBeNull();
  });

  test('on Windows the file has that system’s separators', () => {
    expect(confine('C:\\app', '/assets/a.js', win32)).toBe('C:\\app\\assets\\a.js');
  });
});

describe('inside or not', () => {
  test.each([
    ['/data/artifacts', '/data/artifacts/1/a.png', true],
    ['/data/artifacts', '/data/artifacts/..a', true],
    ['/data/artifacts', '/data/artifacts', false],
    ['/data/artifacts', '/data/artifacts-2/a.png', false],
    ['/data/artifacts', '/data', false],
    ['/data/artifacts', '/data/artifacts/../vault.key', false],
  ])('%s holds %s: %s', (root, file, inside) => {
    expect(isInside(root, file, posix)).toBe(inside);
  });

  test.each([
    ['C:\\data', 'C:\\data\\a.png', true],
    ['C:\\data', 'c:\\DATA\\a.png', true],
    ['C:\\data', 'D:\\data\\a.png', false],
    ['C:\\data', '\\\\server\\share\\a.png', false],
  ])('%s holds %s: %s', (root, file, inside) => {
    expect(isInside(root, file, win32)).toBe(inside);
  });
});

describe('links', () => {
  let folder: string;
  let root: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'runwright-confine-'));
    root = join(folder, 'artifacts');
    mkdirSync(join(root, 'real'), { recursive: true });
    mkdirSync(join(folder, 'outside'));
    writeFileSync(join(root, 'real', 'a.png'), 'a');
    writeFileSync(join(folder, 'outside', 'secret.png'), 's');
    symlinkSync(join(root, 'real', 'a.png'), join(root, 'to-inside.png'));
    symlinkSync(join(folder, 'outside', 'secret.png'), join(root, 'to-outside.png'));
    symlinkSync(join(folder, 'outside'), join(root, 'folder-outside'), 'dir');
    symlinkSync(join(root, 'circle.png'), join(root, 'circle.png'));
    symlinkSync(root, join(folder, 'link-to-root'), 'dir');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a file, and a link that stays inside, are given by their real path', async () => {
    const real = join(root, 'real', 'a.png');
    expect(await confineReal(root, real)).toBe(real);
    expect(await confineReal(root, join(root, 'to-inside.png'))).toBe(real);
  });

  test('a root that is itself a link holds what its target holds', async () => {
    const root = join(folder, 'link-to-root');
    expect(await confineReal(root, join(root, 'real', 'a.png'))).toMatch(/artifacts.real.a\.png$/);
  });

  test.each([
    'to-outside.png',
    'folder-outside/secret.png',
    'circle.png',
    'missing.png',
    '../outside/secret.png',
  ])('%s gives nothing', async (file) => {
    expect(await confineReal(root, join(root, file))).toBeNull();
  });
});
