import { expect, it } from 'vitest';
import { handleCall } from '../../../../electron/main/ipc/handle-call.ts';
import { AppError } from '../../../../shared/errors.ts';
import { appContract } from '../../../../shared/ipc/contract.ts';

/* What a window asks with values out of range is refused by the contract before anything is done. */

const contract = {
  'jobs.list': appContract['jobs.list'],
  'jobs.get': appContract['jobs.get'],
  'jobs.enqueue': appContract['jobs.enqueue'],
  'jobs.snooze': appContract['jobs.snooze'],
  'logs.page': appContract['logs.page'],
  'logs.search': appContract['logs.search'],
  'rows.page': appContract['rows.page'],
  'workers.configure': appContract['workers.configure'],
  'workers.drain': appContract['workers.drain'],
};

const run = (): never => {
  throw new Error('was run');
};
const handlers = {
  'jobs.list': run,
  'jobs.get': run,
  'jobs.enqueue': run,
  'jobs.snooze': run,
  'logs.page': run,
  'logs.search': run,
  'rows.page': run,
  'workers.configure': run,
  'workers.drain': run,
};

it.each([
  ['jobs.list', { limit: 501 }, 'limit'],
  ['jobs.list', { states: ['resting'] }, 'states[0]'],
  ['jobs.get', { id: 0 }, 'id'],
  ['jobs.get', { id: 2 ** 53 }, 'id'],
  ['jobs.enqueue', { flowId: 1, priority: 101 }, 'priority'],
  ['jobs.enqueue', { flowId: 1, priority: Number.NaN }, 'priority'],
  ['jobs.enqueue', { flowId: 1, runAt: -1 }, 'runAt'],
  ['jobs.enqueue', { flowId: 1, after: Array.from({ length: 21 }, () => ({ jobId: 1 })) }, 'after'],
  ['jobs.snooze', { id: 1, until: 1.5 }, 'until'],
  ['logs.page', { jobId: 1, limit: 0 }, 'limit'],
  ['logs.search', { text: 'x' }, 'text'],
  ['rows.page', { jobId: 1, dataset: 'books', offset: -1 }, 'offset'],
  ['workers.configure', { workers: 0, jobsPerWorker: 5 }, 'workers'],
  ['workers.configure', { workers: 2, jobsPerWorker: 51 }, 'jobsPerWorker'],
  ['workers.drain', { slot: 1, afterwards: 'explode' }, 'afterwards'],
])('%s refuses %j at %s', async (name, input, path) => {
  const reply = await handleCall({
    contract,
    handlers,
    trusted: true,
    message: { name, input },
    checkOutput: true,
  });
  expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  const faults = reply.ok ? [] : (reply.error.faults ?? []);
  expect(faults.map((fault) => fault.path)).toContain(path);
});

it('gives an error that is no bug of ours as a sentence, and does not tell it as a bug', async () => {
  const bugs: string[] = [];
  const reply = await handleCall({
    contract,
    handlers,
    trusted: true,
    message: { name: 'jobs.get', input: { id: 1 } },
    checkOutput: true,
    onBug: (name) => bugs.push(name),
    explain: () => new AppError('unavailable', 'The disk is full.'),
  });
  expect(reply).toEqual({ ok: false, error: { code: 'unavailable', message: 'The disk is full.' } });
  expect(bugs).toEqual([]);
});
