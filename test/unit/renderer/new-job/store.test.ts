import { describe, expect, it } from 'vitest';
import type { KeyValueStore } from '../../../../renderer/features/new-job/remembered-inputs.ts';
import { createNewJobStore } from '../../../../renderer/features/new-job/store.ts';
import { AppError } from '../../../../shared/errors.ts';
import { FlowId } from '../../../../shared/ids.ts';
import { EnqueueInput } from '../../../../shared/ipc/contract.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { AnsweringBridge } from '../job/answering-bridge.ts';

const shop = {
  id: 1,
  name: 'Book shop',
  headless: true,
  inputs: { pages: { type: 'number', default: 4 }, password: { type: 'text', secret: true, required: true } },
};
const form = { id: 2, name: 'Form', headless: false, inputs: {} };
const NOON = Date.parse('2025-11-24T12:00');

function open(answers: ConstructorParameters<typeof AnsweringBridge>[0] = {}) {
  const kept = new Map<string, string>();
  const storage: KeyValueStore = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
  const bridge = new AnsweringBridge({
    'flows.list': () => ({ flows: [shop, form] }),
    'flows.get': (input) => ({
      text: JSON.stringify(input) === '{"id":2}' ? '{"url":"{{row.email}} {{row.name}}"}' : '{}',
    }),
    'jobs.enqueue': () => ({ ids: [7], skipped: [] }),
    ...answers,
  });
  const create = () => createNewJobStore({ client: bridge.client, storage, clock: new FakeClock(NOON) });
  const job = create();
  return { bridge, job, create, kept, state: () => job.store.getState() };
}

/** What was queued, as main parses it. */
function queued(bridge: AnsweringBridge): EnqueueInput[] {
  return bridge.calls
    .filter((call) => call.name === 'jobs.enqueue')
    .map((call) => EnqueueInput.parse(call.input));
}

describe('the new-job dialog', () => {
  it('begins with the flow that it was opened for, its defaults and its way of showing the browser', async () => {
    const { job, state } = open();
    await job.load(FlowId.parse(2));
    expect(state()).toMatchObject({ flow: form, headed: true, rowColumns: ['email', 'name'], values: {} });
    await job.chooseFlow(FlowId.parse(1));
    expect(state()).toMatchObject({
      headed: false,
      rowColumns: [],
      values: { pages: '4', password: '' },
    });
  });

  it('queues nothing while anything is wrong, and says all of it at once', async () => {
    const { bridge, job, state } = open();
    await job.load(FlowId.parse(1));
    job.setValue('pages', 'many');
    job.setWish({ when: { kind: 'at', at: '2025-11-24T11:59' } });
    expect(await job.submit()).toBeNull();
    expect(state()).toMatchObject({
      fieldFaults: {
        pages: '“many” is not a number. Write it like 12 or 3.5.',
        password: 'This flow needs a value here.',
      },
      wishFaults: { when: 'This time has passed. Choose a later one, or Now.' },
    });
    expect(queued(bridge)).toEqual([]);
    job.setValue('pages', '3');
    job.setWish({ when: { kind: 'now' } });
    expect(state()).toMatchObject({ fieldFaults: { password: expect.any(String) }, wishFaults: {} });
    expect(state().fieldFaults).not.toHaveProperty('pages');
  });

  it('asks for a flow first', async () => {
    const { job, state } = open();
    await job.load(undefined);
    expect(await job.submit()).toBeNull();
    expect(state().flowFault).toBe('Choose the flow to run.');
  });

  it('queues typed inputs, and says how to show the browser only when that differs from the flow', async () => {
    const { bridge, job } = open();
    await job.load(FlowId.parse(1));
    job.setValue('password', 's3cret');
    job.set({ priority: 5 });
    expect(await job.submit()).toEqual({ queued: [7], skipped: [] });
    job.set({ headed: true });
    job.setWish({ when: { kind: 'at', at: '2025-11-24T13:00' } });
    await job.submit();
    expect(queued(bridge)).toEqual([
      { flowId: 1, inputs: { pages: 4, password: 's3cret' }, priority: 5, after: [] },
      {
        flowId: 1,
        inputs: { pages: 4, password: 's3cret' },
        priority: 5,
        after: [],
        headed: true,
        runAt: Date.parse('2025-11-24T13:00'),
      },
    ]);
  });

  it('queues how the steps run, and forgets what was chosen among them when the flow is another', async () => {
    const text = JSON.stringify({
      runwright: 1,
      name: 'Form',
      steps: [
        { action: 'goto', url: 'https://shop.example' },
        { action: 'repeat', times: 2, steps: [{ action: 'press', key: 'a' }] },
      ],
    });
    const { bridge, job, state } = open({ 'flows.get': () => ({ text }) });
    await job.load(FlowId.parse(2));
    expect(state().steps.map(({ path }) => path)).toEqual(['1', '2', '2.1']);
    job.setHow({ which: 'from', slowMs: 'slow' });
    expect(await job.submit()).toBeNull();
    expect(state().howFaults).toMatchObject({ step: 'Choose the step.', slowMs: expect.any(String) });
    job.setHow({ step: '2' });
    expect(state().howFaults).not.toHaveProperty('step');
    job.setHow({ breakpoints: ['2.1'], slowMs: '20' });
    await job.submit();
    expect(queued(bridge)).toMatchObject([{ run: { from: '2', breakpoints: ['2.1'], slowMs: 20 } }]);
    await job.chooseFlow(FlowId.parse(1));
    expect(state().how).toMatchObject({ which: 'all', step: '', breakpoints: [], slowMs: '20' });
  });

  it('shows a fault of the queue about the steps at its field', async () => {
    const { job, state } = open({
      'jobs.enqueue': () => {
        throw new AppError('invalid_input', 'Not so.', [{ path: 'run.from', message: 'names no step.' }]);
      },
    });
    await job.load(FlowId.parse(1));
    job.setValue('password', 'x');
    expect(await job.submit()).toBeNull();
    expect(state()).toMatchObject({ howFaults: { step: 'names no step.' }, otherFaults: [] });
  });

  it('remembers what was typed for the next opening, but no secret', async () => {
    const { job, create, kept } = open();
    await job.load(FlowId.parse(1));
    job.setValue('pages', '9');
    job.setValue('password', 's3cret');
    await job.submit();
    const next = create();
    await next.load(FlowId.parse(1));
    expect(next.store.getState().values).toEqual({ pages: '9', password: '' });
    expect([...kept.values()].join()).not.toContain('s3cret');
  });

  it('needs rows for a flow that reads them, with every column that it reads', async () => {
    const { bridge, job, state } = open();
    await job.load(FlowId.parse(2));
    await job.submit();
    expect(state().rowsFault).toBe('This flow runs once for each row: choose a file or paste a table.');
    job.setRows('people.csv', 'email\na@x.example\n');
    expect(state().rowsFault).toBeNull();
    await job.submit();
    expect(state().rowsFault).toBe('The flow reads “name”, which the table does not have.');
    job.setRows('people.csv', 'email,name\na@x.example\n');
    await job.submit();
    expect(state().rowsFault).toBe('Mend the table and give it again.');
    job.setRows('people.csv', 'email,name\na@x.example,Ada\n');
    expect(await job.submit()).toEqual({ queued: [7], skipped: [] });
    expect(queued(bridge)).toEqual([
      { flowId: 2, inputs: {}, priority: 0, after: [], rows: [{ email: 'a@x.example', name: 'Ada' }] },
    ]);
  });

  it('shows the faults of the queue at their fields and remembers nothing then', async () => {
    const { job, state, kept } = open({
      'jobs.enqueue': () => {
        throw new AppError('invalid_input', 'The inputs are wrong.', [
          { path: 'inputs.pages', message: 'At most 64.' },
          { path: 'rows', message: 'Too many.' },
        ]);
      },
    });
    await job.load(FlowId.parse(1));
    job.setValue('password', 'x');
    expect(await job.submit()).toBeNull();
    expect(state()).toMatchObject({
      fieldFaults: { pages: 'At most 64.' },
      otherFaults: [{ path: 'rows', message: 'Too many.' }],
      isSending: false,
    });
    expect(kept.size).toBe(0);
  });

  it('sends the same-work key and the jobs to come after, and leaves out what comes from them', async () => {
    const { bridge, job } = open();
    await job.load(FlowId.parse(1));
    job.setWish({ key: ' sku 7 ', keyMode: 'replace', after: '#12', needs: 'ended' });
    job.setWish({ takes: [{ input: 'password', expression: 'result.code' }] });
    expect(await job.submit()).not.toBeNull();
    expect(queued(bridge)).toEqual([
      {
        flowId: 1,
        inputs: { pages: 4 },
        priority: 0,
        key: { text: 'sku 7', mode: 'replace' },
        after: [{ jobId: 12, needs: 'ended', takes: { password: 'result.code' } }],
      },
    ]);
  });

  it('tells the jobs that were queued from those that stood already', async () => {
    const { job } = open({ 'jobs.enqueue': () => ({ ids: [12, 13, 14], skipped: [12, 14] }) });
    await job.load(FlowId.parse(1));
    job.setValue('password', 'x');
    expect(await job.submit()).toEqual({ queued: [13], skipped: [12, 14] });
  });

  it('puts what the queue says about the wish to its fields', async () => {
    const { job, state } = open({
      'jobs.enqueue': () => {
        throw new AppError('invalid_input', 'Wrong.', [
          { path: 'key.text', message: 'The key has no value.' },
          { path: 'after', message: 'Job #12 has ended failed.' },
          { path: 'after.takes.pages', message: 'It cannot be read.' },
          { path: 'runAt', message: 'Too late.' },
          { path: 'rows', message: 'Too many.' },
        ]);
      },
    });
    await job.load(FlowId.parse(1));
    job.setValue('password', 'x');
    await job.submit();
    expect(state().wishFaults).toEqual({
      key: 'The key has no value.',
      after: 'Job #12 has ended failed.',
      takes: 'It cannot be read.',
      when: 'Too late.',
    });
    expect(state().otherFaults).toEqual([{ path: 'rows', message: 'Too many.' }]);
    job.setWish({ key: 'other' });
    expect(state().wishFaults).not.toHaveProperty('key');
    expect(state().wishFaults).toHaveProperty('after');
  });

  it('queues once for two presses', async () => {
    const { bridge, job } = open();
    await job.load(FlowId.parse(1));
    job.setValue('password', 'x');
    await Promise.all([job.submit(), job.submit()]);
    expect(queued(bridge)).toHaveLength(1);
  });

  it('says why the flows could not be read', async () => {
    const { job, state } = open({
      'flows.list': () => {
        throw new AppError('unavailable', 'Main is busy.');
      },
    });
    await job.load(undefined);
    expect(state().loadError).toEqual({ code: 'unavailable', message: 'Main is busy.' });
  });
});
