import { expect, it } from 'vitest';
import { createFlowsStore } from '../../../../renderer/features/flows/store.ts';
import { AppError } from '../../../../shared/errors.ts';
import { FlowId } from '../../../../shared/ids.ts';
import { AnsweringBridge } from '../job/answering-bridge.ts';
import { FakeBridge } from '../jobs/fake-bridge.ts';
import { makeJob } from '../jobs/make-job.ts';

const example = { id: 1, name: 'Example', isExample: true, updatedAt: 900 };
const old = { id: 2, name: 'Old', isExample: false, updatedAt: 100 };
const young = { id: 3, name: 'Young', isExample: false, updatedAt: 200 };

function open(answers: ConstructorParameters<typeof AnsweringBridge>[0] = {}) {
  const bridge = new AnsweringBridge({
    'flows.list': () => ({ flows: [example, old, young] }),
    'flows.get': (input) => ({ text: JSON.stringify(input) }),
    ...answers,
  });
  const flows = createFlowsStore(bridge.client);
  return { bridge, flows, state: () => flows.store.getState() };
}

it('shows a person’s own flows first, the last changed on top, and opens the first', async () => {
  const { flows, state } = open();
  await flows.load();
  expect(state().flows?.map((flow) => flow.name)).toEqual(['Young', 'Old', 'Example']);
  expect(state()).toMatchObject({ chosen: 3, text: '{"id":3}' });
});

it('keeps the chosen flow when the list is read again, and reads its text again', async () => {
  const { bridge, flows, state } = open();
  await flows.load();
  await flows.choose(FlowId.parse(2));
  await flows.load();
  expect(state()).toMatchObject({ chosen: 2, text: '{"id":2}' });
  expect(bridge.count('flows.get')).toBe(3);
});

it('never shows the text of another flow than the chosen one', async () => {
  const { flows, state } = open();
  await flows.load();
  const first = flows.choose(FlowId.parse(1));
  expect(state()).toMatchObject({ chosen: 1, text: null });
  await Promise.all([first, flows.choose(FlowId.parse(2))]);
  expect(state()).toMatchObject({ chosen: 2, text: '{"id":2}' });
});

it('says in its place what could not be read', async () => {
  const { flows, state } = open({
    'flows.get': () => {
      throw new AppError('not_found', 'There is no flow #3.');
    },
  });
  await flows.load();
  expect(state()).toMatchObject({ listError: null, text: null, textError: { code: 'not_found' } });
});

it('chooses nothing in an empty list', async () => {
  const { flows, state } = open({ 'flows.list': () => ({ flows: [] }) });
  await flows.load();
  expect(state()).toMatchObject({ flows: [], chosen: null });
});

it('reads the list again for a job of a flow that is not in it, and asks for that flow once', async () => {
  const bridge = new FakeBridge();
  const flows = createFlowsStore(bridge.client);
  const end = flows.follow();
  const loading = flows.load();
  bridge.take('flows.list').answer({ flows: [] });
  await loading;

  bridge.push('jobs.changed', [makeJob(1, { flowId: FlowId.parse(7) })]);
  await bridge.settle();
  bridge.take('flows.list').answer({ flows: [] });
  await bridge.settle();
  bridge.push('jobs.changed', [makeJob(1, { flowId: FlowId.parse(7) })]);
  await bridge.settle();
  expect(bridge.asked).toEqual([]);
  end();
  expect(bridge.open).toBe(0);
});

it('takes what main says of a flow’s limits and leaves the order as it is', async () => {
  const said: string[] = [];
  const bridge = new AnsweringBridge({
    'flows.list': () => ({ flows: [old, young] }),
    'flows.get': () => ({ text: '{}' }),
    'flows.setLimits': () => ({ flow: { ...old, paused: true, updatedAt: 999 } }),
  });
  const flows = createFlowsStore(bridge.client, (sentence) => said.push(sentence));
  await flows.load();
  await flows.setLimits(FlowId.parse(2), { paused: true });
  expect(bridge.calls.at(-1)?.input).toEqual({ id: 2, limits: { paused: true } });
  expect(flows.store.getState().flows).toMatchObject([{ name: 'Young' }, { name: 'Old', paused: true }]);
  expect(said).toEqual(['The flow is paused']);
});

it('says at the flow why its limits could not be changed, until another one is chosen', async () => {
  const { flows, state } = open({
    'flows.setLimits': () => {
      throw new AppError('unavailable', 'Main is busy.');
    },
  });
  await flows.load();
  await flows.setLimits(FlowId.parse(3), { maxRunning: 2 });
  expect(state().limitsFault).toEqual({ title: 'The limit could not be changed', detail: 'Main is busy.' });
  await flows.choose(FlowId.parse(1));
  expect(state().limitsFault).toBeNull();
});

it('keeps a fault to itself when the flow it is about is no longer looked at', async () => {
  const bridge = new FakeBridge();
  const flows = createFlowsStore(bridge.client);
  const loading = flows.load();
  bridge.take('flows.list').answer({ flows: [old, young] });
  await bridge.settle();
  bridge.take('flows.get').answer({ text: '{}' });
  await loading;
  const changing = flows.setLimits(FlowId.parse(3), { paused: true });
  void flows.choose(FlowId.parse(2));
  bridge.take('flows.setLimits').refuse('Main is busy.');
  await changing;
  expect(flows.store.getState()).toMatchObject({ chosen: 2, limitsFault: null });
});
