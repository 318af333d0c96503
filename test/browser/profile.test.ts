import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProfileStore } from '../../electron/main/profiles/profile-store.ts';
import { Vault } from '../../electron/main/secrets/vault.ts';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { startSite, type TestSite } from '../support/test-site.ts';

/* A real worker, a real Chromium and the real store; only main is played by the test. */

/** Signing in sets a cookie that no script can read, and writes the name into both storages of the page. */
const SIGN_IN_PAGE = `<title>Sign in</title><button>Sign in</button><p id="done"></p><script>
  document.querySelector('button').onclick = async () => {
    await fetch('/session', { method: 'POST' });
    localStorage.setItem('user', 'Ada');
    const opening = indexedDB.open('auth', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('tokens');
    opening.onsuccess = () => {
      const write = opening.result.transaction('tokens', 'readwrite');
      write.objectStore('tokens').put({ user: 'Ada' }, 'token');
      write.oncomplete = () => { document.querySelector('#done').textContent = 'Signed in'; };
    };
  };
</script>`;

/** Says what it knows of its visitor from each of the three. */
function homePage(cookie: string): string {
  return `<title>Home</title><p id="cookie">${cookie}</p><p id="local"></p><p id="database"></p><script>
    document.querySelector('#local').textContent = localStorage.getItem('user') ?? 'nobody';
    const tell = (user) => { document.querySelector('#database').textContent = user; };
    const opening = indexedDB.open('auth');
    opening.onupgradeneeded = () => { opening.transaction.abort(); };
    opening.onerror = () => tell('nobody');
    opening.onsuccess = () => {
      const read = opening.result.transaction('tokens').objectStore('tokens').get('token');
      read.onsuccess = () => tell(read.result?.user ?? 'nobody');
    };
  </script>`;
}

let site: TestSite;
let main: FakeMain;
let folder: string;
let profiles: ProfileStore;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-profile-'));
  mkdirSync(join(folder, 'profiles'));
  const store = {
    isEncryptionAvailable: () => false,
    encryptString: () => Buffer.alloc(0),
    decryptString: () => '',
  };
  profiles = new ProfileStore(join(folder, 'profiles'), new Vault(join(folder, 'vault.key'), store));
  site = await startSite({
    '/sign-in': SIGN_IN_PAGE,
    '/session': (_request, response) => {
      response.writeHead(204, { 'set-cookie': 'session=t0ken; HttpOnly; SameSite=Lax; Path=/' });
      response.end();
    },
    '/home': (request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(homePage(request.headers.cookie?.includes('session=t0ken') === true ? 'Ada' : 'nobody'));
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

/** Runs a job as main does: with what is kept in its profile, and what it leaves there is kept. */
async function run(steps: unknown[], profile: string | null): Promise<{ job: ClaimedJob; result: unknown }> {
  const job = claimedJob({
    artifactsDir: join(folder, 'artifacts', String(main.all('finished').length)),
    profile: profile === null ? null : { name: profile, state: profiles.load(profile) },
    flow: { runwright: 1, name: 'Test', steps, artifacts: { trace: 'always' } },
  });
  const result = await main.run(job);
  const left = main.all('profileState').find(({ jobId }) => jobId === job.jobId);
  if (left !== undefined && profile !== null) profiles.save(profile, left.state);
  return { job, result };
}

const signIn = (): unknown[] => [
  { action: 'goto', url: `${site.origin}/sign-in` },
  { action: 'click', target: [{ role: 'button', name: 'Sign in' }] },
  { action: 'assert', target: [{ css: '#done' }], text: 'Signed in' },
];

/** Reads who the site takes its visitor for. */
const look = (): unknown[] => [
  { action: 'goto', url: `${site.origin}/home` },
  { action: 'waitFor', target: [{ css: '#database:not(:empty)' }] },
  ...['cookie', 'local', 'database'].map((as) => ({ action: 'extract', target: [{ css: `#${as}` }], as })),
];

const seen = (who: string): object => ({
  kind: 'completed',
  result: { cookie: who, local: who, database: who },
  failedRows: 0,
});

test('a job signs in, and the next one with its profile is signed in still; others are not', async () => {
  const first = await run(signIn(), 'shop');
  expect(first.result).toMatchObject({ kind: 'completed' });
  expect((await run(look(), 'shop')).result).toEqual(seen('Ada'));
  // The state went through the profile once more without a visit of the page that wrote it.
  expect((await run(look(), 'shop')).result).toEqual(seen('Ada'));
  expect((await run(look(), 'another')).result).toEqual(seen('nobody'));
  expect((await run(look(), null)).result).toEqual(seen('nobody'));
  expect(existsSync(join(first.job.artifactsDir, 'trace.zip'))).toBe(false);
  const told = main.heard.filter(({ kind }) => kind !== 'profileState');
  expect(JSON.stringify(told)).not.toContain('t0ken');
}, 90_000);

test('a job that fails after it signed in leaves its profile as it was', async () => {
  const { job, result } = await run(
    [...signIn(), { action: 'click', target: [{ css: '#none' }], timeout: 100 }],
    'failed',
  );
  expect(result).toMatchObject({ kind: 'failed' });
  expect(main.all('profileState').some(({ jobId }) => jobId === job.jobId)).toBe(false);
  expect(existsSync(join(job.artifactsDir, 'trace.zip'))).toBe(false);
  expect((await run(look(), 'failed')).result).toEqual(seen('nobody'));
}, 60_000);
