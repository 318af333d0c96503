import { describe, expect, test } from 'vitest';
import { HeldSlots } from '../../../../electron/worker/live/held-slots.ts';
import { JobDeadline } from '../../../../electron/worker/live/job-deadline.ts';
import { LiveJob } from '../../../../electron/worker/live/live-job.ts';
import type { EndingFailure } from '../../../../electron/worker/live/onlooker.ts';
import { Masker } from '../../../../electron/worker/masker.ts';
import type { AskedQuestion } from '../../../../shared/actions/run.ts';
import type { LiveInput } from '../../../../shared/live/live-input.ts';
import type { LiveState } from '../../../../shared/live/live-state.ts';
import type { RunOptions } from '../../../../shared/live/run-options.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

function setUp(options: RunOptions = {}, { held = 1, limitMs = 10_000 } = {}) {
  const clock = new FakeClock();
  const stop = new AbortController();
  const states: LiveState[] = [];
  const lines: string[] = [];
  const inputs: LiveInput[] = [];
  const masker = new Masker([]);
  const slots = new HeldSlots(held);
  let timedOut = false;
  const live = new LiveJob({
    clock,
    signal: stop.signal,
    masker,
    options,
    slots,
    log: (level, message) => void lines.push(`${level} ${masker.text(message)}`),
    tell: (state) => void states.push(state),
    input: async (events) => void inputs.push(...events),
    onStep: () => undefined,
  });
  const deadline = new JobDeadline(clock, limitMs, () => {
    timedOut = true;
  });
  live.start(deadline, 0);
  const comesTo = (path: string) => tracked(live.before(path, () => `Step ${path}`));
  return {
    ...{ clock, stop, states, lines, inputs, masker, slots, live, comesTo },
    now: () => states.at(-1),
    timedOut: () => timedOut,
  };
}

/** A promise that says whether it is over. */
function tracked<T>(promise: Promise<T>) {
  const state = { promise, isOver: false };
  const over = (): void => {
    state.isOver = true;
  };
  promise.then(over, over);
  return state;
}

const CLICK: LiveInput = { kind: 'down', x: 0.5, y: 0.5, button: 'left', clicks: 1 };
const QUESTION: AskedQuestion = {
  kind: 'text',
  text: 'Which code?',
  choices: [],
  secret: false,
  limitMs: 60_000,
};
const ASKING = { path: '2', title: 'Ask a person: Which code?' };

function failure(changes: Partial<EndingFailure> = {}): EndingFailure {
  return {
    path: '3',
    title: 'Click “Buy”',
    error: { category: 'TimeoutError', message: 'It is not there.', mend: 'Look.' },
    step: '{"action":"click","target":[{"css":"#buy"}]}',
    whyNoRetry: null,
    ...changes,
  };
}

describe('pause, step and resume', () => {
  test('without a wish the steps go on at once', async () => {
    const { live, now, clock } = setUp();
    await live.before('1', () => 'Step 1');
    expect(now()).toMatchObject({ phase: 'running', taken: false, step: null });
    expect(clock.pending).toBe(1);
  });

  test('a pause stands still before the next step, one step runs on demand, and resume lets all go on', async () => {
    const { live, comesTo, now, clock, lines } = setUp();
    live.wish({ kind: 'pause' });
    expect(now()?.phase).toBe('pausing');
    const first = comesTo('1');
    expect(now()).toMatchObject({ phase: 'paused', step: '1', title: 'Step 1' });
    await clock.advanceAsync(5_000);
    expect(first.isOver).toBe(false);
    live.wish({ kind: 'step' });
    await first.promise;
    expect(now()?.phase).toBe('pausing');
    const second = comesTo('2');
    expect(now()).toMatchObject({ phase: 'paused', step: '2' });
    live.wish({ kind: 'resume' });
    await second.promise;
    await live.before('3', () => '');
    expect(now()?.phase).toBe('running');
    expect(lines).toEqual([
      'INFO Paused before step 1.',
      'INFO Goes on with step 1 after 5 s.',
      'INFO Paused before step 2.',
      'INFO Goes on with step 2 after 0 s.',
    ]);
  });

  test('a breakpoint pauses by itself', async () => {
    const { live, comesTo, now } = setUp({ breakpoints: ['2.1'] });
    await live.before('2', () => '');
    const inner = comesTo('2.1');
    expect(now()).toMatchObject({ phase: 'paused', step: '2.1' });
    live.wish({ kind: 'resume' });
    await inner.promise;
  });

  test('slow motion rests before each step, and that costs the job no time', async () => {
    const { comesTo, clock, timedOut } = setUp({ slowMs: 9_000 }, { limitMs: 10_000 });
    for (const path of ['1', '2', '3']) {
      const step = comesTo(path);
      await clock.advanceAsync(8_999);
      expect(step.isOver).toBe(false);
      await clock.advanceAsync(1);
      expect(step.isOver).toBe(true);
    }
    expect(timedOut()).toBe(false);
  });

  test('the time of a pause does not count for the job, the time before and after does', async () => {
    const { live, comesTo, clock, timedOut } = setUp({}, { limitMs: 10_000 });
    clock.advance(6_000);
    live.wish({ kind: 'pause' });
    const step = comesTo('1');
    await clock.advanceAsync(60_000);
    live.wish({ kind: 'resume' });
    await step.promise;
    clock.advance(3_999);
    expect(timedOut()).toBe(false);
    clock.advance(1);
    expect(timedOut()).toBe(true);
  });

  test('a cancel ends a pause', async () => {
    const { live, comesTo, stop } = setUp();
    live.wish({ kind: 'pause' });
    const step = comesTo('1');
    stop.abort(new Error('stopped'));
    await expect(step.promise).rejects.toThrow('stopped');
  });
});

describe('taking over', () => {
  test('input goes to the page only between the take-over and the giving back, and is logged nowhere', async () => {
    const { live, comesTo, now, clock, inputs, lines } = setUp();
    live.wish({ kind: 'input', events: [CLICK] });
    live.wish({ kind: 'takeOver' });
    live.wish({ kind: 'input', events: [CLICK] });
    expect(inputs).toEqual([]);
    const step = comesTo('1');
    expect(now()).toMatchObject({ phase: 'paused', taken: true });
    live.wish({ kind: 'input', events: [{ kind: 'text', text: 'geheim' }] });
    await clock.advanceAsync(12_000);
    expect(inputs).toEqual([{ kind: 'text', text: 'geheim' }]);
    expect(live.typed).toBe(true);
    live.wish({ kind: 'giveBack' });
    await step.promise;
    expect(now()).toMatchObject({ phase: 'running', taken: false });
    expect(lines).toEqual([
      'INFO A person took over.',
      'INFO A person gave it back after 12 s.',
      'INFO Goes on with step 1 after 12 s.',
    ]);
  });

  test('a click alone is no typing', async () => {
    const { live, comesTo } = setUp();
    live.wish({ kind: 'takeOver' });
    const step = comesTo('1');
    live.wish({ kind: 'input', events: [CLICK] });
    live.wish({ kind: 'giveBack' });
    await step.promise;
    expect(live.typed).toBe(false);
  });

  test('a paused job stays paused when it is given back', async () => {
    const { live, comesTo, now } = setUp();
    live.wish({ kind: 'pause' });
    const step = comesTo('1');
    live.wish({ kind: 'takeOver' });
    live.wish({ kind: 'giveBack' });
    expect(now()).toMatchObject({ phase: 'paused', taken: false });
    live.wish({ kind: 'resume' });
    await step.promise;
  });

  test('the end of the attempt is told as the giving back', () => {
    const { live, comesTo, lines, clock } = setUp();
    live.wish({ kind: 'takeOver' });
    void comesTo('1').promise.catch(() => undefined);
    clock.advance(2_000);
    live.end();
    expect(lines.at(-1)).toBe('INFO A person gave it back after 2 s.');
  });
});

describe('a question', () => {
  test('waits for its answer without using the job’s time', async () => {
    const { live, now, clock, timedOut } = setUp();
    const asked = live.ask(ASKING, QUESTION);
    expect(now()).toMatchObject({
      phase: 'asking',
      step: '2',
      question: { text: 'Which code?', until: clock.now() + 60_000 },
    });
    await clock.advanceAsync(50_000);
    live.wish({ kind: 'answer', text: '1234' });
    expect(await asked).toBe('1234');
    expect(now()).toMatchObject({ phase: 'running', question: null });
    expect(timedOut()).toBe(false);
  });

  test('hides a secret answer before anything can speak of it', async () => {
    const { live, masker } = setUp();
    const asked = live.ask(ASKING, { ...QUESTION, secret: true });
    live.wish({ kind: 'answer', text: 'hush-hush' });
    expect(masker.text('It is hush-hush.')).toBe('It is •••.');
    expect(await asked).toBe('hush-hush');
  });

  test('goes on waiting after an answer that does not fit', async () => {
    const { live, now } = setUp();
    const asked = live.ask(ASKING, { ...QUESTION, kind: 'choice', choices: ['red', 'blue'] });
    live.wish({ kind: 'answer', text: 'green' });
    expect(now()?.phase).toBe('asking');
    live.wish({ kind: 'answer', text: 'blue' });
    expect(await asked).toBe('blue');
  });

  test('fails with a sentence of its own when nobody answers, and is no matter for a retry', async () => {
    const { live, clock } = setUp();
    const asked = live.ask(ASKING, QUESTION).catch((error: unknown) => error);
    await clock.advanceAsync(60_000);
    expect(await asked).toMatchObject({
      category: 'UnknownError',
      message: 'Nobody answered within 60 s: Which code?',
    });
  });
});

describe('a failure', () => {
  test('ends the attempt at once when the job does not want it held', async () => {
    const { live, states } = setUp();
    expect(await live.failed(failure())).toEqual({ kind: 'giveUp' });
    expect(states.some(({ phase }) => phase === 'held')).toBe(false);
  });

  test('is held until a person has it tried again with other parameters', async () => {
    const { live, now, slots, lines } = setUp({ holdMinutes: 5 });
    const after = live.failed(failure());
    expect(now()).toMatchObject({
      phase: 'held',
      step: '3',
      held: { error: { message: 'It is not there.' } },
    });
    expect(slots.used).toBe(1);
    live.wish({ kind: 'held', choice: { kind: 'retry', step: { action: 'clik' } } });
    expect(now()?.phase).toBe('held');
    live.wish({
      kind: 'held',
      choice: { kind: 'retry', step: { action: 'click', target: [{ css: '#pay' }] } },
    });
    expect(await after).toMatchObject({
      kind: 'retry',
      step: { action: 'click', target: [{ css: '#pay' }] },
    });
    expect(slots.used).toBe(0);
    expect(lines).toContain('INFO The step was changed for this attempt; the flow stays as it is.');
  });

  test('is let go when its time is over', async () => {
    const { live, clock, lines } = setUp({ holdMinutes: 5 });
    const after = live.failed(failure());
    await clock.advanceAsync(5 * 60_000);
    expect(await after).toEqual({ kind: 'giveUp' });
    expect(lines.at(-1)).toBe('INFO Nobody came: the step stays failed.');
  });

  test('of a step that runs once is not tried again', async () => {
    const { live, now } = setUp({ holdMinutes: 5 });
    const after = live.failed(failure({ whyNoRetry: 'It may have happened.' }));
    live.wish({ kind: 'held', choice: { kind: 'retry' } });
    expect(now()?.phase).toBe('held');
    live.wish({ kind: 'held', choice: { kind: 'skip' } });
    expect(await after).toEqual({ kind: 'skip' });
  });

  test('is not held beyond the number that a worker may hold', async () => {
    const { live, lines } = setUp({ holdMinutes: 5 }, { held: 0 });
    expect(await live.failed(failure())).toEqual({ kind: 'giveUp' });
    expect(lines[0]).toMatch(/^WARN The browser is not kept open/);
  });

  test('a cancel lets the browser and its place go', async () => {
    const { live, stop, slots } = setUp({ holdMinutes: 5 });
    const after = live.failed(failure());
    stop.abort(new Error('stopped'));
    await expect(after).rejects.toThrow('stopped');
    expect(slots.used).toBe(0);
  });
});
