import { readdirSync, readFileSync } from 'node:fs';
import type { JobId } from '../../shared/ids.ts';
import { drawerOf, expect, type RunningApp, test, waitingFlow } from './fixtures.ts';
import { queueNamed, queueText } from './queue-jobs.ts';

/** Waits until the job's second step, the long wait, is under way. */
async function untilWaiting({ call }: RunningApp, id: JobId): Promise<void> {
  await expect
    .poll(
      async () => (await call('jobs.get', { id })).steps.some((s) => s.path === '2' && s.state === 'running'),
      {
        timeout: 20_000,
      },
    )
    .toBe(true);
}

async function stateOf({ call }: RunningApp, id: JobId): Promise<string> {
  return (await call('jobs.get', { id })).job.state;
}

/** Browsers of this data folder that are alive: their profile lies below it. Linux alone can be looked at so. */
function browsersOf(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes(dataDir) && line.includes('--runwright-browser=');
      } catch {
        return false; // It ended while we looked.
      }
    })
    .map(Number);
}

test('a worker killed under a job leaves no browser, and attempt 2 finishes the job', async ({
  launch,
  dataDir,
}) => {
  test.skip(process.platform !== 'linux', 'reads /proc to see the browsers');
  const running = await launch({ workers: 1 });
  const id = await queueText(running, waitingFlow('Wait, then read', 2_000));
  await untilWaiting(running, id);

  const before = browsersOf(dataDir);
  expect(before.length).toBeGreaterThan(0);
  const { workers } = await running.call('workers.list', {});
  process.kill(workers[0]?.pid ?? Number.NaN, 'SIGKILL');

  await expect.poll(() => browsersOf(dataDir).filter((pid) => before.includes(pid))).toEqual([]);
  await expect.poll(() => stateOf(running, id), { timeout: 30_000 }).toBe('completed');
  const detail = await running.call('jobs.get', { id });
  expect(detail.attempts.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
    [1, 'worker_died'],
    [2, 'completed'],
  ]);
  expect(detail.datasets).toMatchObject([{ name: 'books', rows: 16 }]);
});

test('the app killed in the middle of a job goes on with it after its restart', async ({
  launch,
  dataDir,
}) => {
  const first = await launch({ workers: 1 });
  const id = await queueText(first, waitingFlow('Outlives the app', 3_000));
  await untilWaiting(first, id);
  const closed = first.app.waitForEvent('close');
  first.app.process().kill('SIGKILL');
  await closed;

  const second = await launch({ workers: 1 });
  await expect.poll(() => stateOf(second, id), { timeout: 30_000 }).toBe('completed');
  const detail = await second.call('jobs.get', { id });
  expect(detail.attempts.map(({ outcome }) => outcome)).toEqual(['app_restarted', 'completed']);
  if (process.platform === 'linux') {
    const { browsersAlive, browsersExpected } = await second.call('workers.list', {});
    expect(browsersAlive).toBe(browsersExpected);
    expect(browsersOf(dataDir)).toHaveLength(browsersExpected);
  }
});

test('a running job that is cancelled stops and says at which stages', async ({ launch }) => {
  const running = await launch({ workers: 1 });
  const id = await queueText(running, waitingFlow('Waits for ever', 60_000));
  await untilWaiting(running, id);
  await running.page.getByText('Waits for ever').first().click();
  await drawerOf(running.page, 'Waits for ever')
    .getByRole('button', { name: /Cancel/ })
    .click();

  await expect.poll(() => stateOf(running, id)).toBe('cancelled');
  const detail = await running.call('jobs.get', { id });
  expect(detail.events.map(({ kind }) => kind)).toEqual([
    'queued',
    'claimed',
    'cancel_asked',
    'cancel_stage',
    'cancel_stage',
    'cancelled',
  ]);
  expect(detail.steps.at(-1)).toMatchObject({ path: '2', state: 'cancelled' });
});

test('a failed job shows its category, its mend and a picture of the page', async ({ launch }) => {
  const running = await launch();
  const id = await queueNamed(running, /Fail on purpose/);
  await expect.poll(() => stateOf(running, id), { timeout: 40_000 }).toBe('failed');

  await running.page.getByText('Fail on purpose').first().click();
  const drawer = drawerOf(running.page, 'Fail on purpose');
  await expect(drawer.getByText('TimeoutError').first()).toBeVisible();
  const { artifacts, job } = await running.call('jobs.get', { id });
  await expect(drawer.getByText(job.error?.mend ?? 'no mend').first()).toBeVisible();
  const kinds = artifacts.filter(({ epoch }) => epoch === 1).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual(['page', 'screenshot', 'trace']);
});
