import type { JobId } from '../../shared/ids.ts';
import { startSite, type TestSite } from '../support/test-site.ts';
import { expectNoFaults } from './axe.ts';
import { expect, type RunningApp, test } from './fixtures.ts';
import { queueText } from './queue-jobs.ts';

/** A shop in which whoever opens /login is signed in, as after a person has typed a password. */
let site: TestSite;

test.beforeAll(async () => {
  site = await startSite({
    '/login': (_request, response) => {
      response.writeHead(200, {
        'content-type': 'text/html',
        'set-cookie': 'session=t0ken-of-ada; HttpOnly; SameSite=Lax; Path=/',
      });
      response.end('<title>Log in</title><h1>Welcome</h1>');
    },
    '/home': (request, response) => {
      const isIn = request.headers.cookie?.includes('session=t0ken-of-ada') === true;
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(isIn ? '<h1>Orders</h1><a href="/out">Log out</a>' : '<h1>Who are you?</h1>');
    },
  });
});

test.afterAll(() => site.stop());

function looks(name: string): string {
  return JSON.stringify({
    runwright: 1,
    name,
    browser: {
      profile: 'shop',
      signedIn: { target: [{ role: 'link', name: 'Log out' }], timeout: 300 },
    },
    steps: [
      { action: 'goto', url: `${site.origin}/home` },
      { action: 'extract', target: [{ role: 'heading' }], as: 'title' },
    ],
  });
}

async function jobOf({ call }: RunningApp, id: JobId) {
  return (await call('jobs.get', { id })).job;
}

/** Answers what the job in which a person signs in asks, as soon as it does. */
async function answer({ call }: RunningApp, jobId: JobId, text: string): Promise<void> {
  await expect(async () => {
    await call('live.wish', { jobId, wish: { kind: 'answer', text } });
  }).toPass({ timeout: 60_000 });
}

test('a job that finds nobody signed in waits; after a person has signed in, it and the others run by themselves', async ({
  launch,
}) => {
  const running = await launch();
  const { page, call } = running;
  const [first, second] = [
    await queueText(running, looks('Looks first')),
    await queueText(running, looks('Looks too')),
  ];
  await expect
    .poll(async () => (await jobOf(running, first)).waitsFor, { timeout: 60_000 })
    .toBe('login:shop');
  await expect.poll(async () => (await jobOf(running, second)).waitsFor).toBe('login:shop');
  expect(await jobOf(running, first)).toMatchObject({ state: 'pending', attempt: 0, retryCount: 0 });
  // It is said where the jobs are, at the place of profiles, and once aloud.
  await expect(
    page
      .getByRole('grid')
      .getByText(/needs login: nobody is signed in/)
      .first(),
  ).toBeVisible();
  await expect(page.getByRole('img', { name: 'one needs a login' })).toBeVisible();
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /Profiles/ })
    .click();
  const list = page.getByRole('list', { name: 'Profiles' });
  await expect(list.getByText('Needs login')).toBeVisible();
  await expect(list.getByText('2 jobs wait for it')).toBeVisible();

  await list.getByRole('button', { name: 'Sign in to shop' }).click();
  const form = page.getByRole('form', { name: 'Sign in to shop' });
  await form.getByLabel('Page at which you sign in').fill(`${site.origin}/login`);
  await expectNoFaults(page, 'profiles');
  await form.getByRole('button', { name: 'Open it to sign in' }).click();
  // The job opens beside the list of jobs, and asks there.
  await page.getByRole('button', { name: 'Done', exact: true }).click({ timeout: 60_000 });

  await expect.poll(async () => (await jobOf(running, first)).state, { timeout: 60_000 }).toBe('completed');
  await expect.poll(async () => (await jobOf(running, second)).state, { timeout: 60_000 }).toBe('completed');
  expect((await call('jobs.get', { id: first })).result).toEqual({ title: 'Orders' });
  const { profiles } = await call('profiles.list', {});
  expect(profiles).toMatchObject([
    { name: 'shop', sites: ['127.0.0.1'], loginNeededAt: null, waiting: 0, startUrl: `${site.origin}/login` },
  ]);
  expect(JSON.stringify(profiles)).not.toContain('t0ken');

  await page
    .getByRole('navigation')
    .getByRole('button', { name: /Profiles/ })
    .click();
  await expect(list.getByText('Ready')).toBeVisible();
  await expectNoFaults(page, 'profiles');
  await list.getByRole('button', { name: 'Remove shop' }).click();
  await expect(page.getByRole('dialog').getByText(/You are signed out of 127\.0\.0\.1/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText(/No profiles yet/)).toBeVisible();
  await expectNoFaults(page, 'profiles');
});

test('a new profile is made by signing in once; who does not sign in leaves it empty', async ({ launch }) => {
  const running = await launch();
  const { page, call } = running;
  await expect(page.getByRole('navigation').getByRole('button', { name: /Profiles/ })).toBeVisible();
  // The rail is drawn before its keys are listened to.
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('u');
    await expect(page.getByRole('heading', { name: 'Profiles' })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.getByRole('button', { name: 'New profile' }).first().click();
  const form = page.getByRole('form', { name: 'New profile' });
  await form.getByRole('button', { name: 'Open it to sign in' }).click();
  await expect(form.getByText('A name is needed.')).toBeVisible();
  await form.getByLabel('Name, as flows write it').fill('bank');
  await form.getByLabel('Page at which you sign in').fill(`${site.origin}/login`);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await call('profiles.list', {})).profiles.length).toBe(1);
  const { jobId } = await call('profiles.signIn', { name: 'bank' });
  await answer(running, jobId, 'Not now');
  await expect.poll(async () => (await jobOf(running, jobId)).state, { timeout: 60_000 }).toBe('failed');
  expect((await jobOf(running, jobId)).error?.message).toContain('Nobody signed in');
  expect((await call('profiles.list', {})).profiles).toMatchObject([
    { name: 'bank', savedAt: null, sites: [] },
  ]);
  const again = await call('profiles.signIn', { name: 'bank' });
  await answer(running, again.jobId, 'Done');
  await expect
    .poll(async () => (await jobOf(running, again.jobId)).state, { timeout: 60_000 })
    .toBe('completed');
  expect((await call('profiles.list', {})).profiles).toMatchObject([
    { name: 'bank', sites: ['127.0.0.1'], signInJob: null },
  ]);
  // It is a flow of the app itself.
  const { flows } = await call('flows.list', {});
  expect(flows.map(({ name }) => name)).not.toContain('Sign in to a profile');
});
