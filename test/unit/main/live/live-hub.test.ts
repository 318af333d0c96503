import { beforeEach, describe, expect, test } from 'vitest';
import { LiveHub } from '../../../../electron/main/live/live-hub.ts';
import { LiveService } from '../../../../electron/main/live/live-service.ts';
import { JobId, LeaseEpoch } from '../../../../shared/ids.ts';
import type { ToWorker } from '../../../../shared/ipc/worker-protocol.ts';
import type { LiveChange, LiveState } from '../../../../shared/live/live-state.ts';
import type { LiveView, ViewWish } from '../../../../shared/live/live-view.ts';
import { LiveWish } from '../../../../shared/live/live-wish.ts';

const jobId = JobId.parse(7);
const first = { jobId, epoch: LeaseEpoch.parse(1) };
const second = { jobId, epoch: LeaseEpoch.parse(2) };
const RUNNING: LiveState = {
  phase: 'running',
  taken: false,
  since: 1,
  step: null,
  title: '',
  question: null,
  held: null,
};
const TAB: ViewWish = { fps: 12, width: 640 };
const PICTURE: LiveView = { kind: 'picture', jpeg: new Uint8Array([1]), width: 1280, height: 720 };

let told: ToWorker[];
/** The attempt that a worker runs now. */
let lease: typeof first | null;
let hub: LiveHub;
let changes: LiveChange[];

beforeEach(() => {
  told = [];
  changes = [];
  lease = first;
  hub = new LiveHub((_jobId, message) => {
    if (lease !== null) told.push(message(lease));
    return lease !== null;
  });
  hub.onChanged((change) => void changes.push(change));
});

describe('watching', () => {
  test('the worker sends as many and as wide pictures as any viewer wants, and none when all have left', () => {
    hub.changed(first, RUNNING);
    const wall = hub.watch(jobId, { fps: 1.5, width: 960 }, () => undefined);
    const tab = hub.watch(jobId, { fps: 12, width: 640 }, () => undefined);
    tab.dispose();
    tab.dispose();
    wall.dispose();
    expect(told).toEqual([
      { kind: 'watch', ...first, fps: 1.5, width: 960 },
      { kind: 'watch', ...first, fps: 12, width: 960 },
      { kind: 'watch', ...first, fps: 1.5, width: 960 },
      { kind: 'unwatch', ...first },
    ]);
  });

  test('a viewer that comes later sees at once what was seen last', () => {
    hub.changed(first, RUNNING);
    hub.watch(jobId, TAB, () => undefined);
    hub.seen(jobId, PICTURE);
    const seen: LiveView[] = [];
    hub.watch(jobId, TAB, (view) => void seen.push(view));
    expect(seen).toEqual([PICTURE]);
  });

  test('whoever looks before the job runs, or over to its next attempt, sees it when it runs', () => {
    lease = null;
    hub.watch(jobId, TAB, () => undefined);
    lease = first;
    hub.changed(first, RUNNING);
    hub.ended(jobId);
    lease = second;
    hub.changed(second, RUNNING);
    hub.changed(second, { ...RUNNING, phase: 'pausing' });
    expect(told).toEqual([
      { kind: 'watch', ...first, ...TAB },
      { kind: 'watch', ...second, ...TAB },
    ]);
  });
});

test('a state lives as long as its attempt', () => {
  hub.changed(first, RUNNING);
  expect(hub.list()).toEqual([{ ...first, state: RUNNING }]);
  hub.ended(jobId);
  hub.ended(jobId);
  expect(hub.list()).toEqual([]);
  expect(changes).toEqual([
    { ...first, state: RUNNING },
    { ...first, state: null },
  ]);
});

describe('wishes', () => {
  const ASKING: LiveState = {
    ...RUNNING,
    phase: 'asking',
    question: { kind: 'choice', text: 'Which?', choices: ['red', 'blue'], secret: false, until: 9 },
  };
  const HELD: LiveState = {
    ...RUNNING,
    phase: 'held',
    held: {
      error: { category: 'TimeoutError', message: 'Gone.', mend: 'Look.' },
      until: 9,
      step: '{}',
      whyNoRetry: null,
    },
  };

  test.each([
    ['a job that does not run', null, { kind: 'pause' }, 'does not run now'],
    ['an answer to nothing', RUNNING, { kind: 'answer', text: 'x' }, 'asks nothing now'],
    ['an answer that does not fit', ASKING, { kind: 'answer', text: 'green' }, 'not one of the choices'],
    ['input without a take-over', RUNNING, { kind: 'input', events: [{ kind: 'text', text: 'x' }] }, 'Take'],
    ['a choice without a failure', RUNNING, { kind: 'held', choice: { kind: 'skip' } }, 'not held'],
    [
      'a step that is none',
      HELD,
      { kind: 'held', choice: { kind: 'retry', step: { action: 'clik' } } },
      'cannot be run so',
    ],
  ] as const)('%s is refused with a sentence', (_name, state, wish, sentence) => {
    if (state !== null) hub.changed(first, state);
    expect(() => new LiveService(hub).wish(jobId, LiveWish.parse(wish))).toThrow(sentence);
    expect(told).toEqual([]);
  });

  test('one that fits goes to the worker as it is', () => {
    hub.changed(first, ASKING);
    new LiveService(hub).wish(jobId, { kind: 'answer', text: 'blue' });
    hub.changed(first, HELD);
    new LiveService(hub).wish(jobId, {
      kind: 'held',
      choice: { kind: 'retry', step: { action: 'click', target: [{ css: '#x' }] } },
    });
    expect(told).toMatchObject([
      { kind: 'wish', wish: { kind: 'answer', text: 'blue' } },
      { kind: 'wish', wish: { kind: 'held', choice: { kind: 'retry', step: { action: 'click' } } } },
    ]);
  });
});
