import { expect, test } from 'vitest';
import { type Load, nextPace, type PaceState, UNHELD } from '../../../electron/worker/pace.ts';
import { LOOK_MS, Pacer } from '../../../electron/worker/pacer.ts';
import { type Pace, paceWords } from '../../../shared/job/pace.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const GB = 1024 ** 3;
const EASY: Load = { processor: 0.3, loopDelayMs: 5, freeBytes: 8 * GB, totalBytes: 16 * GB };
const BUSY: Load = { ...EASY, processor: 0.99 };
const BETWEEN: Load = { ...EASY, processor: 0.9 };
const SHORT: Load = { ...EASY, freeBytes: 0.4 * GB };
const LATE: Load = { ...EASY, loopDelayMs: 800 };

/** As many jobs run as are allowed, up to 5. */
function after(...looks: readonly Load[]): PaceState['held'] {
  let state = UNHELD;
  for (const load of looks) state = nextPace(state, load, Math.min(5, state.held?.jobs ?? 5), 5);
  return state.held;
}

const times = (count: number, load: Load): Load[] => Array.from({ length: count }, () => load);

test('one moment of pressure changes nothing, five looks that agree take one job away', () => {
  expect(after(...times(4, BUSY))).toBeNull();
  expect(after(...times(4, BUSY), EASY, ...times(4, BUSY))).toBeNull();
  expect(after(...times(5, BUSY))).toEqual({ jobs: 4, why: 'processor' });
  expect(after(...times(5, LATE))).toEqual({ jobs: 4, why: 'worker' });
});

test('a busy processor leaves two jobs, short memory one, and that at once', () => {
  expect(after(...times(100, BUSY))).toEqual({ jobs: 2, why: 'processor' });
  expect(after(SHORT)).toEqual({ jobs: 4, why: 'memory' });
  expect(after(...times(100, SHORT))).toEqual({ jobs: 1, why: 'memory' });
});

test('between the two bounds nothing changes, however long it lasts', () => {
  expect(after(...times(5, BUSY), ...times(50, BETWEEN))).toEqual({ jobs: 4, why: 'processor' });
});

test('with room again it goes back step by step, until it holds nothing back', () => {
  const held = [...times(5, BUSY), ...times(5, BUSY)];
  expect(after(...held)).toMatchObject({ jobs: 3 });
  expect(after(...held, EASY, EASY)).toMatchObject({ jobs: 4 });
  expect(after(...held, ...times(4, EASY))).toBeNull();
});

test('a worker with one job at a time is never held back, nor one that has little to do', () => {
  let state = UNHELD;
  for (const load of times(20, BUSY)) state = nextPace(state, load, 1, 1);
  expect(state.held).toBeNull();
  for (const load of times(5, BUSY)) state = nextPace(state, load, 0, 5);
  expect(state.held).toEqual({ jobs: 2, why: 'processor' });
});

test('a limit that was made smaller meanwhile counts', () => {
  const state: PaceState = { held: { jobs: 4, why: 'processor' }, tight: 0, easy: 1 };
  expect(nextPace(state, EASY, 2, 3).held).toBeNull();
  expect(nextPace({ ...state, tight: 4 }, BUSY, 3, 3).held).toEqual({ jobs: 2, why: 'processor' });
});

test('the pacer looks every two seconds and tells only what changed', () => {
  const clock = new FakeClock();
  const told: (Pace | null)[] = [];
  let load = BUSY;
  const pacer = new Pacer({
    clock,
    load: () => load,
    running: () => 5,
    limit: () => 5,
    changed: (pace) => told.push(pace),
  });
  pacer.start();
  for (let look = 0; look < 6; look++) clock.advance(LOOK_MS);
  expect(told.map((pace) => (pace === null ? '' : paceWords(pace)))).toEqual([
    'slowed to 4: the processor is busy',
  ]);
  load = EASY;
  for (let look = 0; look < 6; look++) clock.advance(LOOK_MS);
  expect([told.at(-1), told.length, pacer.pace]).toEqual([null, 2, null]);
  pacer.stop();
  expect(clock.pending).toBe(0);
});
