import { beforeEach, describe, expect, it } from 'vitest';
import { createPickStore } from '../../../../renderer/features/editor/trial/pick-store.ts';
import {
  lastSeq,
  stepEnds,
  stepsOfRun,
  stepUnderWay,
} from '../../../../renderer/features/editor/trial/step-ends.ts';
import {
  firstValues,
  inputSpecs,
  mustAsk,
  remember,
} from '../../../../renderer/features/editor/trial/trial-inputs.ts';
import { standingOf } from '../../../../renderer/features/editor/trial/trial-standing.ts';
import { createTrialStore } from '../../../../renderer/features/editor/trial/trial-store.ts';
import { AppError } from '../../../../shared/errors.ts';
import { FlowId, JobId, LeaseEpoch } from '../../../../shared/ids.ts';
import type { AppContract } from '../../../../shared/ipc/contract.ts';
import type { Client } from '../../../../shared/ipc/define.ts';
import type { StepRecord } from '../../../../shared/job/schema.ts';
import type { LiveState } from '../../../../shared/live/live-state.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const jobId = JobId.parse(5);

function step(seq: number, path: string, state: StepRecord['state'], ms = 10): StepRecord {
  const finishedAt = state === 'running' ? null : 1000 + ms;
  return {
    epoch: LeaseEpoch.parse(1),
    seq,
    path,
    action: 'click',
    title: `Step ${path}`,
    target: '',
    candidate: null,
    state,
    startedAt: 1000,
    finishedAt,
    error: null,
  };
}

describe('the steps of a trial', () => {
  const steps = [
    step(1, '2', 'failed'),
    step(0, '1', 'done'),
    step(2, '1', 'skipped'),
    step(3, '2', 'done', 30),
  ];

  it('each ended as in its newest run; what a run left out says nothing', () => {
    expect([...stepEnds(steps)].map(([path, { ok, ms }]) => [path, ok, ms])).toEqual([
      ['1', true, 10],
      ['2', true, 30],
    ]);
  });

  it('of the newest run are those behind the one before, in order', () => {
    expect(stepsOfRun(steps, 1).map(({ seq }) => seq)).toEqual([3]);
    expect(lastSeq(steps)).toBe(3);
    expect(lastSeq([])).toBe(-1);
  });

  it('the one under way is the innermost', () => {
    expect(stepUnderWay([step(0, '1', 'running'), step(1, '1.2', 'running')])).toBe('1.2');
    expect(stepUnderWay(steps)).toBeNull();
  });
});

describe('how a trial stands', () => {
  const nothing = { jobId: null, isStarting: false, job: null };
  const live = (phase: LiveState['phase']): LiveState => ({
    phase,
    taken: false,
    since: 0,
    step: null,
    title: '',
    question: null,
    held: null,
  });

  it('is told by its job and its phase', () => {
    expect(standingOf(nothing, null)).toBe('none');
    expect(standingOf({ ...nothing, isStarting: true }, null)).toBe('starting');
    expect(standingOf({ ...nothing, jobId }, null)).toBe('starting');
    expect(standingOf({ ...nothing, jobId }, live('running'))).toBe('running');
    expect(standingOf({ ...nothing, jobId }, live('asking'))).toBe('paused');
    expect(standingOf({ ...nothing, jobId }, live('waiting'))).toBe('waiting');
  });
});

describe('the inputs of a trial', () => {
  const flow = {
    inputs: { term: { type: 'text', required: true }, pin: { type: 'text', secret: true }, odd: 7 },
  };
  const flowId = FlowId.parse(3);
  let kept: Map<string, string>;
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  beforeEach(() => {
    kept = new Map();
  });

  it('are asked for while one that it needs has no value, and remembered without secrets', () => {
    const specs = inputSpecs(flow);
    expect(Object.keys(specs)).toEqual(['term', 'pin']);
    expect(mustAsk(specs, firstValues(storage, flowId, specs))).toBe(true);
    remember(storage, flowId, specs, { term: 'tea', pin: 'tulip-9' });
    const values = firstValues(storage, flowId, specs);
    expect(values).toMatchObject({ term: 'tea', pin: '' });
    expect(mustAsk(specs, values)).toBe(false);
    expect(JSON.stringify([...kept])).not.toContain('tulip-9');
  });

  it('of a draft that was never saved are not remembered, and one that cannot be read has none', () => {
    remember(storage, null, inputSpecs(flow), { term: 'tea' });
    expect(kept.size).toBe(0);
    expect(inputSpecs({ inputs: 'x' })).toEqual({});
  });
});

/** Main as the stores see it: what was called, and what it answers. */
function fakeClient(answers: Record<string, unknown>) {
  const calls: [string, unknown][] = [];
  const client = {
    call: async (name: string, input: unknown) => {
      calls.push([name, input]);
      const answer = answers[name];
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer(input) : (answer ?? { done: true });
    },
    subscribe: () => () => undefined,
  };
  // It answers what each test needs of the contract.
  return { client: client as unknown as Client<AppContract>, calls };
}

describe('the store of a trial', () => {
  const wish = { flowId: null, text: '{}', run: {}, inputs: {} };

  it('ends the trial that is there before it begins another one', async () => {
    const { client, calls } = fakeClient({ 'trial.start': { jobId } });
    const trials = createTrialStore(client, new FakeClock());
    await trials.start(wish);
    await trials.start(wish);
    expect(calls.map(([name]) => name)).toEqual(['trial.start', 'trial.end', 'trial.start']);
  });

  it('stops one that does not wait as every job is stopped', async () => {
    const answers = { 'trial.start': { jobId }, 'trial.end': new AppError('conflict', 'It runs.') };
    const { client, calls } = fakeClient(answers);
    const trials = createTrialStore(client, new FakeClock());
    await trials.start(wish);
    await trials.stop();
    expect(calls.at(-1)).toEqual(['jobs.cancel', { id: jobId }]);
    expect(trials.store.getState().fault).toBeNull();
  });

  it('says why a draft could not be run, with the place', async () => {
    const fault = { path: 'steps[0].url', message: 'Not an address.' };
    const { client } = fakeClient({
      'trial.start': new AppError('invalid_input', 'It cannot be run yet.', [fault]),
    });
    const trials = createTrialStore(client, new FakeClock());
    await trials.start(wish);
    expect(trials.store.getState()).toMatchObject({
      jobId: null,
      isStarting: false,
      fault: 'It cannot be run yet. steps[0].url: Not an address.',
    });
  });

  it('leaves nothing running when the panel goes', async () => {
    const { client, calls } = fakeClient({ 'trial.start': { jobId } });
    const trials = createTrialStore(client, new FakeClock());
    await trials.start(wish);
    trials.close();
    expect(calls.at(-1)).toEqual(['trial.end', { jobId }]);
  });

  it('shows the rows of the newest run alone', async () => {
    const page = ({ offset = 0 }: { offset?: number }) => ({ rows: [{ n: offset }], total: 7 });
    const { client } = fakeClient({
      'trial.start': { jobId },
      'rows.page': page,
      'jobs.get': { job: null, steps: [] },
    });
    const trials = createTrialStore(client, new FakeClock());
    await trials.start(wish);
    const state = {
      run: 2,
      outcome: 'done',
      error: null,
      until: null,
      datasets: [{ name: 'books', rows: 3 }],
    } as const;
    await trials.runEnded({ ...state, datasets: [...state.datasets] });
    expect(trials.store.getState().preview).toEqual({ dataset: 'books', rows: [{ n: 4 }], total: 3 });
  });
});

describe('pointing', () => {
  const at = { x: 0.5, y: 0.5 };
  const [first, second] = [{ testId: 'buy' }, { css: '.buy' }];
  const pointed = {
    name: 'button.buy',
    mark: null,
    candidates: [first, second].map((candidate) => ({ candidate, steadiness: 'steady' })),
  };

  it('a click takes what is there, best first', async () => {
    const picks = createPickStore(fakeClient({ 'trial.point': { pointed } }).client, jobId);
    const picked = picks.tools.pick();
    await picks.take(at);
    expect(await picked).toEqual([first, second]);
    expect(picks.store.getState().picking).toBeNull();
  });

  it('one of the candidates can be put first', async () => {
    const picks = createPickStore(fakeClient({ 'trial.point': { pointed } }).client, jobId);
    const picked = picks.tools.pick();
    picks.point(at);
    await new Promise((resolve) => picks.store.subscribe(resolve));
    picks.use(second);
    expect(await picked).toEqual([second, first]);
  });

  it('Escape gives nothing, and so does another pick that begins', async () => {
    const picks = createPickStore(fakeClient({}).client, jobId);
    const one = picks.tools.pick();
    const list = picks.tools.pickList();
    expect(await one).toBeNull();
    picks.cancel();
    expect(await list).toBeNull();
  });

  it('where nothing can be found alone, the person goes on pointing', async () => {
    const empty = { ...pointed, candidates: [] };
    const picks = createPickStore(fakeClient({ 'trial.point': { pointed: empty } }).client, jobId);
    void picks.tools.pick();
    await picks.take(at);
    expect(picks.store.getState().picking).toBe('one');
  });

  it('two places give a list with what is read of each field', async () => {
    const field = { name: 'price', target: [second], from: 'text', transform: 'number', reads: [null, '£9'] };
    const list = { target: [first], count: 4, fields: [field], marks: [] };
    const { client, calls } = fakeClient({ 'trial.list': { list } });
    const picks = createPickStore(client, jobId);
    const picked = picks.tools.pickList();
    await picks.take(at);
    expect(picks.store.getState().picking).toBe('second');
    await picks.take({ x: 0.1, y: 0.1 });
    expect(await picked).toEqual({
      target: [first],
      count: 4,
      fields: {
        price: { target: [second], from: 'text', transform: 'number', reads: '£9', rows: [null, '£9'] },
      },
    });
    expect(calls).toEqual([['trial.list', { jobId, first: at, second: { x: 0.1, y: 0.1 } }]]);
  });

  it('a highlight says how many there are, or why it cannot be looked for', async () => {
    const fine = createPickStore(fakeClient({ 'trial.highlight': { count: 2, marks: [] } }).client, jobId);
    expect(await fine.tools.highlight([first])).toEqual({ count: 2 });
    const refused = new AppError('conflict', 'The steps run now.');
    const busy = createPickStore(fakeClient({ 'trial.highlight': refused }).client, jobId);
    expect(await busy.tools.highlight([first])).toEqual({ fault: 'The steps run now.' });
    expect(await busy.tools.highlight(null)).toEqual({ count: 0 });
  });
});
