import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

const { opened } = vi.hoisted(() => ({ opened: [] as { readonly fd: number }[] }));

vi.mock('node:fs/promises', async (actual) => {
  const real = await actual<typeof import('node:fs/promises')>();
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      const handle = await real.open(...args);
      opened.push(handle);
      return handle;
    },
  };
});

// Files share their modules: one that another file has loaded would have the real `open`.
vi.resetModules();
const { parseArtifactUrl, serveArtifact } = await import(
  '../../../../electron/main/window/serve-artifact.ts'
);

let folder: string;
let root: string;

const files = [
  'shot.PNG',
  'page.html',
  'drawing.svg',
  'video.webm',
  'odd.exe',
  'empty.txt',
  'to-outside.png',
  'sub',
];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-artifacts-'));
  root = join(folder, 'artifacts');
  mkdirSync(join(root, 'sub'), { recursive: true });
  for (const file of files.slice(0, 5)) writeFileSync(join(root, file), `bytes of ${file}`);
  writeFileSync(join(root, 'empty.txt'), '');
  writeFileSync(join(folder, 'vault.key'), 'secret');
  symlinkSync(join(folder, 'vault.key'), join(root, 'to-outside.png'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A closed handle has no descriptor: whatever the answer was, no file may stay open behind it. */
afterEach(() => {
  expect(opened.map((handle) => handle.fd)).toEqual(opened.map(() => -1));
  opened.length = 0;
});

/** Asks for the file as artifact n of job 7, n from 1. */
function get(file: string, init: RequestInit = {}): Promise<Response> {
  const paths = [
    ...files.map((name) => join(root, name)),
    join(root, '..', 'vault.key'),
    join(root, 'gone.png'),
  ];
  const artifactId = paths.indexOf(join(root, file)) + 1;
  return serveArtifact(new Request(`artifact://job/7/${artifactId}`, init), {
    root,
    lookup: (jobId, id) => (jobId === 7 ? (paths[id - 1] ?? null) : null),
  });
}

describe('an artifact’s address', () => {
  test('names a job and one of its artifacts', () => {
    expect(parseArtifactUrl('artifact://job/7/12')).toEqual({ jobId: 7, artifactId: 12 });
  });

  test.each([
    'artifact://other/7/12',
    'artifact://job/7',
    'artifact://job/7/12/13',
    'artifact://job/7/12/',
    'artifact://job/07/12',
    'artifact://job/0/12',
    'artifact://job/-7/12',
    'artifact://job/7/1e1',
    'artifact://job/7/%31',
    'artifact://job/9999999999999999/1',
    'artifact://job/../../etc/passwd',
    'nonsense',
  ])('%s names nothing', (url) => {
    expect(parseArtifactUrl(url)).toBeNull();
  });
});

test.each([
  ['shot.PNG', 'image/png'],
  ['video.webm', 'video/webm'],
  ['page.html', 'text/plain; charset=utf-8'],
  ['drawing.svg', 'text/plain; charset=utf-8'],
  ['odd.exe', 'application/octet-stream'],
])('%s is served as %s, never sniffed, and inert', async (file, type) => {
  const response = await get(file);
  expect(await response.text()).toBe(`bytes of ${file}`);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': type,
    'content-length': String(`bytes of ${file}`.length),
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
  });
});

test('an empty file is an empty answer', async () => {
  const response = await get('empty.txt');
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('a part of a file is served as that part', async () => {
  const response = await get('video.webm', { headers: { range: 'bytes=9-13' } });
  expect([response.status, await response.text()]).toEqual([206, 'video']);
  expect(response.headers.get('content-range')).toBe('bytes 9-13/19');
  expect(response.headers.get('content-length')).toBe('5');
});

test('a part beyond the end is refused', async () => {
  expect((await get('video.webm', { headers: { range: 'bytes=500-' } })).status).toBe(416);
});

test.each(['to-outside.png', '../vault.key', 'sub', 'gone.png', 'unknown.png'])(
  '%s is not found',
  async (file) => {
    const response = await get(file);
    expect([response.status, await response.text()]).toEqual([404, 'No such artifact.']);
  },
);

test('anything but GET is refused', async () => {
  expect((await get('shot.PNG', { method: 'DELETE' })).status).toBe(405);
});

test('a reader that goes away in the middle lets the file go', async () => {
  const response = await get('shot.PNG');
  expect(opened).toHaveLength(1);
  await response.body?.cancel();
});
