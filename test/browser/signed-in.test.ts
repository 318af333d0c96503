import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProfileState } from '../../shared/job/profile-state.ts';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { startSite, type TestSite } from '../support/test-site.ts';

/* A real worker and a real Chromium look whether a profile is signed in; only main is played by the test. */

let site: TestSite;
let main: FakeMain;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-signed-in-'));
  const inside = (cookies = ''): boolean => cookies.includes('session=t0ken');
  site = await startSite({
    '/home': (request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const late = `<script>setTimeout(() => document.body.append(Object.assign(document.createElement('a'), { href: '/out', textContent: 'Log out' })), 200)</script>`;
      response.end(inside(request.headers.cookie) ? `<h1>Orders</h1>${late}` : '<h1>Who are you?</h1>');
    },
    '/strict': (request, response) => {
      response.writeHead(inside(request.headers.cookie) ? 200 : 401, { 'content-type': 'text/html' });
      response.end(inside(request.headers.cookie) ? '<a href="/out">Log out</a>' : 'no');
    },
    '/down': (_request, response) => {
      response.writeHead(503, { 'content-type': 'text/html' });
      response.end('<h1>Out of order</h1>');
    },
  });
  main = new FakeMain();
  main.init();
});

afterAll(async () => {
  await main.stop();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

function signedIn(): ProfileState {
  const { hostname } = new URL(site.origin);
  const cookie = { name: 'session', value: 't0ken', domain: hostname, path: '/', expires: -1 };
  return { cookies: [{ ...cookie, httpOnly: true, secure: false, sameSite: 'Lax' }], origins: [] };
}

/** Runs a job that looks at this page first; it has one step. */
function look(path: string, state: ProfileState | null): Promise<unknown> {
  return main.run(
    claimedJob({
      artifactsDir: join(folder, path),
      profile: { name: 'shop', state },
      flow: {
        runwright: 1,
        name: 'Test',
        browser: {
          profile: 'shop',
          signedIn: {
            url: `${site.origin}/${path}`,
            target: [{ role: 'link', name: 'Log out' }],
            timeout: 1_000,
          },
        },
        steps: [
          { action: 'goto', url: `${site.origin}/home` },
          { action: 'extract', target: [{ role: 'heading' }], as: 'title' },
        ],
      },
    }),
  );
}

test.each(['home', 'strict'])(
  'a job whose profile is signed in runs (%s)',
  async (path) => {
    expect(await look(path, signedIn())).toMatchObject({ kind: 'completed', result: { title: 'Orders' } });
  },
  60_000,
);

test.each([
  ['home', 'role link "Log out" is not there'],
  ['strict', 'the site refuses it'],
])(
  'a job whose profile is not signed in needs a login, and no step of it runs (%s)',
  async (path, missing) => {
    const steps = (): number => main.all('data').flatMap((batch) => batch.steps).length;
    const before = [steps(), main.all('profileState').length];
    const { host } = new URL(site.origin);
    expect(await look(path, null)).toEqual({
      kind: 'needsLogin',
      reason: `Not signed in: at ${host} ${missing}, so the profile “shop” needs a login.`,
    });
    expect([steps(), main.all('profileState').length]).toEqual(before);
  },
  60_000,
);

test('a site that is out of order says nothing about the login: the job fails as one that is tried again', async () => {
  expect(await look('down', signedIn())).toMatchObject({
    kind: 'failed',
    error: { category: 'NetworkError', message: expect.stringContaining('answered with 503') },
  });
}, 60_000);
