import { expect, test } from 'vitest';
import { processVitals, Vitals } from '../../../electron/worker/vitals.ts';
import { systemClock } from '../../../shared/clock.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { settle } from '../../support/settle.ts';

function setUp() {
  const clock = new FakeClock();
  const machine = { micros: 5_000_000, lateMs: 0, rss: 100, looks: 0 };
  const vitals = new Vitals(clock, {
    rssBytes: () => machine.rss,
    cpuMicros: () => machine.micros,
    takeLoopDelayMs: () => {
      machine.looks += 1;
      return machine.lateMs;
    },
  });
  return { clock, machine, vitals };
}

test('the share of a core is about the time since the look before', () => {
  const { clock, machine, vitals } = setUp();
  clock.advance(10_000);
  machine.micros += 2_500_000;
  expect(vitals.take().cpu).toBe(0.25);
  clock.advance(1_000);
  machine.micros += 2_000_000;
  expect(vitals.take().cpu).toBe(2);
  clock.advance(1_000);
  expect(vitals.take().cpu).toBe(0);
});

test('a new time setting of the machine changes no share', () => {
  const { clock, machine, vitals } = setUp();
  clock.advance(1_000);
  clock.jump(-3_600_000);
  machine.micros += 500_000;
  expect(vitals.take().cpu).toBe(0.5);
});

test('no time has passed: no share', () => {
  const { machine, vitals } = setUp();
  machine.micros += 1_000;
  expect(vitals.take().cpu).toBe(0);
});

test('the delay of the event loop is taken anew at each look and never below zero', () => {
  const { machine, vitals } = setUp();
  machine.lateMs = 12.5;
  expect(vitals.take()).toMatchObject({ loopDelayMs: 12.5, rssBytes: 100 });
  machine.lateMs = -3;
  expect(vitals.take().loopDelayMs).toBe(0);
  expect(machine.looks).toBe(2);
});

/** Keeps the process at work, and then lets its event loop turn. */
async function work(ms: number): Promise<void> {
  const until = systemClock.monotonic() + ms;
  while (systemClock.monotonic() < until);
  await settle();
  await settle();
}

test('a process that works shows it, and tells nothing twice', async () => {
  const vitals = processVitals(systemClock);
  await work(20);
  await work(150);
  const busy = vitals.take();
  expect(busy.cpu).toBeGreaterThan(0.05);
  expect(busy.rssBytes).toBeGreaterThan(1_000_000);
  expect(busy.loopDelayMs).toBeGreaterThan(100);
  await work(20);
  expect(vitals.take().loopDelayMs).toBeLessThan(busy.loopDelayMs);
});
