import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import type { LaunchedBrowser } from '../../../electron/worker/browser/launch.ts';
import type { ContextWish } from '../../../electron/worker/browser/prepared-page.ts';
import { SPARE_MAX_AGE_MS, SparePages } from '../../../electron/worker/browser/spare-pages.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { settle } from '../../support/settle.ts';

interface MadeContext {
  readonly options: BrowserContextOptions;
  readonly traced: string[];
  closed: boolean;
  /** Plays an event of its page. */
  tell(event: 'crash' | 'close'): void;
}

function setUp() {
  const clock = new FakeClock();
  const made: MadeContext[] = [];
  const refuses = { context: false, chunk: false };
  const newContext = async (options: BrowserContextOptions): Promise<object> => {
    if (refuses.context) throw new Error('no context');
    const listeners = new Map<string, () => void>();
    const context: MadeContext = {
      options,
      traced: [],
      closed: false,
      tell: (event) => listeners.get(event)?.(),
    };
    made.push(context);
    return {
      tracing: {
        start: async () => void context.traced.push('start'),
        startChunk: async () => {
          if (refuses.chunk) throw new Error('gone');
          context.traced.push('chunk');
        },
      },
      newPage: async () => ({ once: (event: string, heard: () => void) => listeners.set(event, heard) }),
      close: async () => {
        context.closed = true;
      },
    };
  };
  // Playwright's own types name hundreds of members; making a page needs these.
  const browser = { playwright: { newContext } } as unknown as LaunchedBrowser;
  return { clock, made, refuses, browser, spares: new SparePages(clock) };
}

const PLAIN: ContextWish = { options: { viewport: { width: 1280, height: 720 } }, trace: null };
const TRACED: ContextWish = { ...PLAIN, trace: { snapshots: true, screenshots: false } };

test('a spare is given once, to a job that wants exactly what it is', async () => {
  const { spares, browser, made } = setUp();
  expect(await spares.take(browser, PLAIN)).toBeNull();
  spares.refill(browser, PLAIN);
  expect(await spares.take(browser, { ...PLAIN, options: { locale: 'de-DE' } })).toBeNull();
  expect(await spares.take(browser, TRACED)).toBeNull();
  expect(await spares.take(browser, PLAIN)).not.toBeNull();
  expect(await spares.take(browser, PLAIN)).toBeNull();
  expect(made.length).toBe(1);
});

test('a browser has one spare: a second wish of the same kind makes none, one of another kind takes its place', async () => {
  const { spares, browser, made } = setUp();
  spares.refill(browser, PLAIN);
  spares.refill(browser, PLAIN);
  expect(made.length).toBe(1);
  spares.refill(browser, TRACED);
  await settle();
  expect(made.map(({ closed }) => closed)).toEqual([true, false]);
});

test('a job that comes while the spare is being made waits for it', async () => {
  const { spares, browser, made } = setUp();
  spares.refill(browser, PLAIN);
  const [taken] = await Promise.all([spares.take(browser, PLAIN), settle()]);
  expect([taken?.isAlive(), made.length]).toEqual([true, 1]);
});

test('the trace of a job begins when the job takes the spare', async () => {
  const { spares, browser, made } = setUp();
  spares.refill(browser, TRACED);
  await settle();
  expect(made[0]?.traced).toEqual(['start']);
  await spares.take(browser, TRACED);
  expect(made[0]?.traced).toEqual(['start', 'chunk']);
});

test.each(['crash', 'close'] as const)('a spare whose page had a %s is given to nobody', async (event) => {
  const { spares, browser, made } = setUp();
  spares.refill(browser, PLAIN);
  await settle();
  made[0]?.tell(event);
  expect(await spares.take(browser, PLAIN)).toBeNull();
  await settle();
  expect(made[0]?.closed).toBe(true);
  spares.refill(browser, PLAIN);
  expect(await spares.take(browser, PLAIN)).not.toBeNull();
});

test('a spare that does not answer is thrown away', async () => {
  const { spares, browser, made, refuses } = setUp();
  spares.refill(browser, TRACED);
  refuses.chunk = true;
  expect(await spares.take(browser, TRACED)).toBeNull();
  expect(made[0]?.closed).toBe(true);
});

test('a spare that could not be made is nobody’s failure', async () => {
  const { spares, browser, refuses } = setUp();
  refuses.context = true;
  spares.refill(browser, PLAIN);
  expect(await spares.take(browser, PLAIN)).toBeNull();
  refuses.context = false;
  spares.refill(browser, PLAIN);
  expect(await spares.take(browser, PLAIN)).not.toBeNull();
});

test('a spare that waited for long is replaced', async () => {
  const { spares, browser, made, clock } = setUp();
  spares.refill(browser, PLAIN);
  await settle();
  clock.advance(SPARE_MAX_AGE_MS);
  spares.refill(browser, PLAIN);
  expect(made.length).toBe(1);
  clock.advance(1);
  expect(await spares.take(browser, PLAIN)).toBeNull();
  await settle();
  expect(made[0]?.closed).toBe(true);
});

test('no spare is made of a context that begins with the state of a profile', async () => {
  const { spares, browser, made } = setUp();
  spares.refill(browser, { ...PLAIN, options: { storageState: { cookies: [], origins: [] } } });
  await settle();
  expect(made.length).toBe(0);
});
