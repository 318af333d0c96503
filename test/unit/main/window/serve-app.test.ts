import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveApp } from '../../../../electron/main/window/serve-app.ts';

let folder: string;
let tokens: number;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-app-'));
  mkdirSync(join(folder, 'out', 'assets'), { recursive: true });
  writeFileSync(
    join(folder, 'out', 'index.html'),
    '<meta name="csp-nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__">',
  );
  writeFileSync(join(folder, 'out', 'assets', 'a.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'out', 'link.txt'));
  tokens = 0;
});
afterAll(() => rmSync(folder, { recursive: true }));

function get(url: string, method = 'GET'): Promise<Response> {
  const random = { next: () => 0, token: () => `token${++tokens}` };
  return serveApp(new Request(url, { method }), { root: join(folder, 'out'), random });
}

test.each(['app://runwright/', 'app://runwright/index.html', 'app://runwright/index.html?x#/jobs'])(
  '%s is the page, with a nonce of its own in its policy and its text',
  async (url) => {
    const response = await get(url);
    const nonce = `token${tokens}`;
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
    expect(await response.text()).toBe(`<meta name="csp-nonce" content="${nonce}"><style nonce="${nonce}">`);
  },
);

test('two loads of the page have two nonces', async () => {
  const [first, second] = [await get('app://runwright/'), await get('app://runwright/')];
  expect(await first.text()).not.toBe(await second.text());
});

test('a file of the page has its type, and can be shown as nothing else', async () => {
  const response = await get('app://runwright/assets/a.js');
  expect(await response.text()).toBe('export {};');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
  });
});

test.each([
  'app://runwright/missing.js',
  'app://runwright/assets',
  'app://runwright/link.txt',
  'app://runwright/..%2fsecret.txt',
  'app://runwright/%2e%2e%2fsecret.txt',
  'app://runwright//secret.txt',
  'app://evil/index.html',
])('%s is not found', async (url) => {
  const response = await get(url);
  expect([response.status, await response.text()]).toEqual([404, 'No such file.']);
});

test.each(['POST', 'PUT', 'DELETE', 'HEAD'])('%s is refused', async (method) => {
  expect((await get('app://runwright/', method)).status).toBe(405);
});
