import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TRACE_VIEWER_RULES } from '../../../../electron/main/trace-viewer/rules.ts';
import { serveTraceViewer, traceViewerUrl } from '../../../../electron/main/trace-viewer/serve.ts';
import { JobId } from '../../../../shared/ids.ts';

let folder: string;
const jobId = JobId.parse(7);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-trace-viewer-'));
  mkdirSync(join(folder, 'viewer'));
  mkdirSync(join(folder, 'artifacts'));
  writeFileSync(join(folder, 'viewer', 'index.html'), '<p>viewer</p>');
  writeFileSync(join(folder, 'viewer', 'sw.bundle.js'), 'self;');
  writeFileSync(join(folder, 'viewer', 'codicon.ttf'), 'font');
  writeFileSync(join(folder, 'artifacts', 'trace.zip'), 'bytes of a trace');
  writeFileSync(join(folder, 'secret.txt'), 'outside');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ask(url: string, init?: RequestInit): Promise<Response> {
  return serveTraceViewer(new Request(url, init), {
    viewerDir: join(folder, 'viewer'),
    artifacts: {
      root: join(folder, 'artifacts'),
      lookup: (job, artifact) => {
        if (job === jobId && artifact === 3) return join(folder, 'artifacts', 'trace.zip');
        if (artifact === 4) return join(folder, 'secret.txt');
        return null;
      },
    },
  });
}

describe('the trace viewer', () => {
  test('is served with a policy that runs its own files alone', async () => {
    const page = await ask(traceViewerUrl({ jobId, artifactId: 3 }));
    expect(await page.text()).toBe('<p>viewer</p>');
    expect(page.headers.get('content-type')).toContain('text/html');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/https?:|\*|script-src[^;]*unsafe/);
    const worker = await ask('trace://viewer/sw.bundle.js');
    expect(worker.headers.get('content-type')).toContain('text/javascript');
    const font = await ask('trace://viewer/codicon.ttf');
    expect(font.headers.get('content-type')).toBe('font/ttf');
  });

  test('is told where its trace is, and gets it from there', async () => {
    const url = new URL(traceViewerUrl({ jobId, artifactId: 3 }));
    const trace = await ask(url.searchParams.get('trace') ?? '');
    expect(await trace.text()).toBe('bytes of a trace');
  });

  test.each([
    'trace://viewer/trace-of/7/9',
    'trace://viewer/trace-of/7/4',
    'trace://viewer/trace-of/7/../3',
    'trace://viewer/trace-of/x/3',
    'trace://viewer/%2e%2e%2fsecret.txt',
    'trace://viewer/..%2f..%2fsecret.txt',
    'trace://viewer/missing.js',
    'trace://viewer/',
    'trace://other/index.html',
  ])('has nothing at %s', async (url) => {
    expect((await ask(url)).status).toBe(404);
  });

  test('takes nothing', async () => {
    expect((await ask('trace://viewer/index.html', { method: 'POST', body: 'x' })).status).toBe(405);
  });

  test.each([
    ['trace://viewer/index.html?trace=x', true, true],
    ['trace://viewer/snapshot.html?r=1', true, false],
    ['trace://viewer/snapshot.html?r=1', false, true],
    ['blob:trace://viewer/1', false, true],
    ['app://runwright/index.html', true, false],
    ['app://runwright/index.html', false, false],
    ['https://example.com/', false, false],
    ['trace://user@viewer/index.html', true, false],
  ])('is led to %s (main frame: %s): %s', (url, isMainFrame, allowed) => {
    expect(TRACE_VIEWER_RULES.isNavigationAllowed(url, isMainFrame)).toBe(allowed);
  });

  test.each([
    ['trace://viewer/a.js', true],
    ['data:image/png;base64,AA==', true],
    ['https://example.com/a.png', false],
    ['http://127.0.0.1/', false],
    ['app://runwright/index.html', false],
    ['artifact://job/1/2', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('loads %s: %s', (url, allowed) => {
    expect(TRACE_VIEWER_RULES.isRequestAllowed(url)).toBe(allowed);
  });

  test('is given the clipboard to write to, and nothing else', () => {
    const ask = { origin: 'trace://viewer/index.html', isMainFrame: true };
    const granted = (permission: string, more = {}): boolean =>
      TRACE_VIEWER_RULES.isPermissionGranted({ ...ask, permission, ...more });
    expect(granted('clipboard-sanitized-write')).toBe(true);
    expect(granted('clipboard-sanitized-write', { isMainFrame: false })).toBe(false);
    expect(granted('clipboard-sanitized-write', { origin: 'https://example.com/' })).toBe(false);
    expect(granted('clipboard-read')).toBe(false);
  });
});
