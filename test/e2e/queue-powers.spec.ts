import { FlowId, type JobId } from '../../shared/ids.ts';
import { expect, type RunningApp, test } from './fixtures.ts';

/** A flow that takes a while on one page of the practice shop. */
function waits(name: string, seconds: number): string {
  const steps = [
    { action: 'goto', url: '{{env.practice}}/books' },
    { action: 'waitFor', time: seconds * 1000 },
  ];
  return JSON.stringify({ runwright: 1, name, steps });
}

async function save({ call }: RunningApp, text: string): Promise<FlowId> {
  const imported = await call('flows.import', { fileName: 'test.flow.json', text });
  if (!imported.ok) throw new Error(JSON.stringify(imported.faults));
  return FlowId.parse(imported.flow.id);
}

async function stateOf({ call }: RunningApp, id: JobId | undefined): Promise<string> {
  if (id === undefined) throw new Error('there is no such job');
  return (await call('jobs.get', { id })).job.state;
}

function place({ page }: RunningApp, name: RegExp) {
  return page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name });
}

test('jobs over the limit of their flow wait with the reason, and all come to run', async ({ launch }) => {
  const running = await launch();
  const flowId = await save(running, waits('One at a time', 1));
  await running.call('flows.setLimits', { id: flowId, limits: { maxRunning: 1 } });
  const { ids } = await running.call('jobs.enqueue', { flowId, rows: [{ n: 1 }, { n: 2 }] });
  await place(running, /^Jobs/).click();
  await expect(running.page.getByText('as many jobs of its flow run as may', { exact: false })).toBeVisible();
  const times = async () => {
    const jobs = await Promise.all(ids.map((id) => running.call('jobs.get', { id })));
    return jobs.map(({ job }) => ({ from: job.startedAt ?? 0, to: job.completedAt ?? 0 }));
  };
  await expect
    .poll(async () => Promise.all(ids.map((id) => stateOf(running, id))), { timeout: 60_000 })
    .toEqual(['completed', 'completed']);
  const [first, second] = await times();
  expect(second?.from).toBeGreaterThanOrEqual(first?.to ?? Number.POSITIVE_INFINITY);
});

test('a job takes an input from the results of the job it comes after', async ({ launch }) => {
  const running = await launch();
  const first = await save(
    running,
    JSON.stringify({
      runwright: 1,
      name: 'Finds a title',
      steps: [
        { action: 'goto', url: '{{env.practice}}/books' },
        { action: 'extract', target: [{ css: 'h1' }], as: 'title' },
      ],
    }),
  );
  const second = await save(
    running,
    JSON.stringify({
      runwright: 1,
      name: 'Uses it',
      inputs: { words: { type: 'text', required: true } },
      steps: [
        { action: 'goto', url: '{{env.practice}}/search' },
        { action: 'fill', target: [{ label: 'Search' }], value: '{{input.words}}' },
        { action: 'extract', target: [{ label: 'Search' }], from: 'value', as: 'typed' },
      ],
    }),
  );
  const [before] = (await running.call('jobs.enqueue', { flowId: first })).ids;
  if (before === undefined) throw new Error('nothing was queued');
  const after = [{ jobId: before, needs: 'completed' as const, takes: { words: 'result.title' } }];
  const [id] = (await running.call('jobs.enqueue', { flowId: second, after })).ids;
  await expect.poll(() => stateOf(running, id), { timeout: 60_000 }).toBe('completed');
  const [from, to] = await Promise.all([before, id ?? before].map((id) => running.call('jobs.get', { id })));
  expect(from?.result?.title).toMatch(/\w+/);
  expect(to?.result?.typed).toBe(from?.result?.title);
});

test('the number of workers is changed in the window while a job runs, and a drained one is replaced', async ({
  launch,
}) => {
  const running = await launch();
  const { page, call } = running;
  const [id] = (await call('jobs.enqueue', { flowId: await save(running, waits('Takes a while', 3)) })).ids;
  await expect.poll(() => stateOf(running, id), { timeout: 60_000 }).toBe('processing');
  await place(running, /^Workers/).click();
  await page.getByRole('button', { name: 'Number of workers: one more' }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(async () => (await call('workers.list', {})).workers.length, { timeout: 30_000 }).toBe(3);
  const busy = (await call('workers.list', {})).workers.find(({ currentJobs }) => currentJobs.length > 0);
  if (busy === undefined) throw new Error('no worker has the job');
  expect(await call('workers.drain', { slot: busy.slot, afterwards: 'restart' })).toEqual({ draining: true });
  await expect.poll(() => stateOf(running, id), { timeout: 60_000 }).toBe('completed');
  await expect
    .poll(async () => (await call('workers.list', {})).workers.find(({ slot }) => slot === busy.slot)?.pid, {
      timeout: 30_000,
    })
    .not.toBe(busy.pid);
});

test('all jobs that failed are retried at once from their chip', async ({ launch }) => {
  const running = await launch();
  const { page, call } = running;
  const steps = [{ action: 'goto', url: 'http://127.0.0.1:9/' }];
  const flowId = await save(
    running,
    JSON.stringify({ runwright: 1, name: 'Cannot work', retry: { max: 0 }, steps }),
  );
  const { ids } = await call('jobs.enqueue', { flowId, rows: [{ n: 1 }, { n: 2 }, { n: 3 }] });
  await place(running, /^Jobs/).click();
  await expect.poll(async () => (await call('jobs.counts', {})).failed, { timeout: 60_000 }).toBe(3);
  await page.getByRole('tab', { name: /^3 Failed/ }).click();
  await page.getByRole('button', { name: /Retry all 3/ }).click();
  await expect
    .poll(
      async () => {
        const details = await Promise.all(ids.map((id) => call('jobs.get', { id })));
        return details.map(({ attempts }) => attempts.length);
      },
      { timeout: 60_000 },
    )
    .toEqual([2, 2, 2]);
});
