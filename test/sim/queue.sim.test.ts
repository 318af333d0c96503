import { afterAll, beforeAll, expect, it } from 'vitest';
import { template } from './model.ts';
import { simulate } from './simulate.ts';

/** `SIM_RUNS` and `SIM_SEED` choose how many sequences and which; a failure prints its seed and its shortest sequence. */
const RUNS = Number(process.env.SIM_RUNS ?? 300);
const SEED = process.env.SIM_SEED === undefined ? undefined : Number(process.env.SIM_SEED);

let start: ReturnType<typeof template>;
beforeAll(() => {
  start = template();
});
afterAll(() => start.remove());

it(
  'keeps every promise in random sequences of work, faults and wishes',
  () => {
    const found = simulate({ start, kind: 'both', runs: RUNS, seed: SEED });
    expect(found.failed, found.report).toBe(false);
    expect(found.numRuns).toBe(RUNS);
  },
  60_000 + RUNS * 500,
);
