import { describe, expect, it } from 'vitest';
import { changeNote } from '../../../../renderer/features/job/change-form.ts';
import { createChangeStore } from '../../../../renderer/features/job/change-store.ts';
import { AppError } from '../../../../shared/errors.ts';
import { JobId } from '../../../../shared/ids.ts';
import type { JobDetail } from '../../../../shared/job/schema.ts';
import { makeJob, makePending } from '../jobs/make-job.ts';
import { AnsweringBridge } from './answering-bridge.ts';
import { makeDetail } from './make-detail.ts';

const flow = {
  version: 1,
  inputs: {
    pages: { type: 'number', required: true },
    cookies: { type: 'boolean' },
    note: { type: 'text' },
    password: { type: 'text', secret: true, required: true },
  },
};
const inputs = { pages: 4, cookies: true, note: 'old', password: '•••' };

async function open(
  first: Partial<JobDetail>,
  answers: ConstructorParameters<typeof AnsweringBridge>[0] = {},
) {
  let detail = makeDetail({ job: makePending(1), inputs, ...first });
  const bridge = new AnsweringBridge({
    'jobs.get': () => detail,
    'flows.get': () => ({ summary: flow, text: '' }),
    'jobs.edit': () => ({ edited: true }),
    'jobs.retry': () => ({ outcome: 'queued' }),
    ...answers,
  });
  const change = createChangeStore(bridge.client, JobId.parse(1));
  const end = change.start();
  await bridge.settle();
  const asked = (name: string) => bridge.calls.filter((call) => call.name === name).map((call) => call.input);
  const set = (next: Partial<JobDetail>): void => {
    detail = makeDetail({ inputs, ...next });
  };
  return { bridge, change, end, asked, set, state: () => change.store.getState() };
}

describe('a change of a job', () => {
  it('begins with what the job was given, and with no secret', async () => {
    const { state } = await open({});
    expect(state()).toMatchObject({
      meant: 'edit',
      values: { pages: '4', cookies: true, note: 'old', password: '' },
      priority: '0',
    });
  });

  it('sends only what differs; a secret that was not retyped is kept', async () => {
    const { change, asked } = await open({});
    change.setValue('pages', ' 9 ');
    change.setValue('note', '');
    change.setPriority('5');
    expect(await change.submit()).toBe(true);
    expect(asked('jobs.edit')).toEqual([{ id: 1, inputs: { pages: 9, note: '' }, priority: 5 }]);
  });

  it('sends a secret that was typed anew', async () => {
    const { change, asked } = await open({});
    change.setValue('password', ' new ');
    await change.submit();
    expect(asked('jobs.edit')).toEqual([{ id: 1, inputs: { password: ' new ' } }]);
  });

  it('asks nothing when nothing was changed', async () => {
    const { change, asked } = await open({});
    expect(await change.submit()).toBe(true);
    expect(asked('jobs.edit')).toEqual([]);
  });

  it('says at once everything that is wrong, and sends nothing', async () => {
    const { change, asked, state } = await open({});
    change.setValue('pages', 'many');
    change.setPriority('1.5');
    expect(await change.submit()).toBe(false);
    expect(state()).toMatchObject({
      fieldFaults: { pages: expect.stringContaining('not a number') },
      priorityFault: 'Write a whole number from -100 to 100.',
    });
    expect(asked('jobs.edit')).toEqual([]);
  });

  it('puts what main says to its field', async () => {
    const { change, state } = await open(
      {},
      {
        'jobs.edit': () => {
          throw new AppError('invalid_input', 'Wrong.', [{ path: 'inputs.pages', message: 'At most 64.' }]);
        },
      },
    );
    change.setValue('pages', '65');
    expect(await change.submit()).toBe(false);
    expect(state()).toMatchObject({ fieldFaults: { pages: 'At most 64.' }, isSending: false });
  });

  it('of a job that started meanwhile is not lost: it becomes a retry when the job has ended', async () => {
    const { bridge, change, asked, set, state } = await open({}, { 'jobs.edit': () => ({ edited: false }) });
    change.setValue('pages', '9');
    set({ job: makeJob(1, { rev: 2, state: 'processing' }) });
    expect(await change.submit()).toBe(false);
    expect(state().note).toMatch(/^The job has started meanwhile, so nothing was changed/);
    expect(state().values.pages).toBe('9');
    expect(await change.submit()).toBe(false);

    await bridge.push('jobs.changed', [makeJob(1, { rev: 3, state: 'failed' })]);
    expect(state().note).toMatch(/retry the job with it/);
    expect(await change.submit()).toBe(true);
    expect(asked('jobs.retry')).toEqual([{ id: 1, inputs: { pages: 9 } }]);
  });

  it('of an ended job retries it, with the inputs that differ or none', async () => {
    const { change, asked, state } = await open({ job: makeJob(1, { state: 'failed' }) });
    expect(state().meant).toBe('retry');
    await change.submit();
    change.setValue('cookies', false);
    await change.submit();
    expect(asked('jobs.retry')).toEqual([{ id: 1 }, { id: 1, inputs: { cookies: false } }]);
  });

  it('of a job of an older version of its flow has the fields of that job alone', async () => {
    const { state } = await open({
      job: makePending(1, { flowVersion: 3 }),
      inputs: { pages: 4, shop: 'https://a.example' },
    });
    expect(Object.keys(state().specs)).toEqual(['pages', 'shop']);
  });

  it('needs no value where the results of a job before give it', async () => {
    const { change, asked, state } = await open({
      inputs: {},
      after: [{ jobId: JobId.parse(9), needs: 'completed', state: 'open', takes: { pages: 'result.n' } }],
    });
    expect(state().specs.pages).toMatchObject({
      required: false,
      description: expect.stringContaining('#9'),
    });
    change.setValue('password', 'x');
    change.setPriority('3');
    expect(await change.submit()).toBe(true);
    expect(asked('jobs.edit')).toEqual([{ id: 1, inputs: { password: 'x' }, priority: 3 }]);
  });

  it('goes on without the flow: the kinds follow from the values', async () => {
    const gone = (): never => {
      throw new AppError('not_found', 'There is no such flow.');
    };
    const { state } = await open({}, { 'flows.get': gone });
    expect(state().specs).toMatchObject({
      pages: { type: 'number' },
      cookies: { type: 'boolean' },
      password: { type: 'text', secret: true },
    });
  });

  it('says why the job could not be read, and follows nothing after its end', async () => {
    const gone = (): never => {
      throw new AppError('not_found', 'There is no job #1.');
    };
    const { bridge, end, state } = await open({}, { 'jobs.get': gone });
    expect(state().loadError).toMatchObject({ code: 'not_found' });
    end();
    expect(bridge.open).toEqual([]);
  });

  it('has nothing to note while the job is what it was', () => {
    expect(changeNote('edit', makePending(1))).toBeNull();
    expect(changeNote('retry', makePending(1))).toMatch(/waits in the queue again/);
  });
});
