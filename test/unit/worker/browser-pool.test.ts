import { expect, test } from 'vitest';
import {
  BrowserPool,
  CLOSE_MS,
  IDLE_MS,
  MAX_BYTES,
  MAX_CONTEXTS,
  type PooledBrowser,
  WEIGH_MS,
} from '../../../electron/worker/browser-pool.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { settle } from '../../support/settle.ts';

class FakeBrowser implements PooledBrowser {
  readonly done: string[] = [];
  readonly kind: string;
  hangs = false;
  bytes: number | null = 1;
  #gone: (() => void)[] = [];

  constructor(kind: string) {
    this.kind = kind;
  }
  async close(): Promise<void> {
    this.done.push('close');
    if (this.hangs) return new Promise(() => undefined);
    this.vanish();
  }
  kill(): void {
    this.done.push('kill');
    this.vanish();
  }
  async residentBytes(): Promise<number | null> {
    return this.bytes;
  }
  onGone(listener: () => void): void {
    this.#gone.push(listener);
  }
  vanish(): void {
    for (const listener of this.#gone.splice(0)) listener();
  }
}

function setUp() {
  const clock = new FakeClock();
  const launched: FakeBrowser[] = [];
  let refuse = false;
  const pool = new BrowserPool(async (kind) => {
    if (refuse) throw new Error('no browser');
    const browser = new FakeBrowser(kind);
    launched.push(browser);
    return browser;
  }, clock);
  return {
    clock,
    launched,
    pool,
    refuse: (yes: boolean) => {
      refuse = yes;
    },
  };
}

test('jobs of one kind share a browser, also while it starts; another kind gets its own', async () => {
  const { pool, launched } = setUp();
  const uses = await Promise.all([
    pool.acquire('headless'),
    pool.acquire('headless'),
    pool.acquire('headed'),
  ]);
  expect(uses.map(({ browser }) => browser.kind)).toEqual(['headless', 'headless', 'headed']);
  expect([launched.length, pool.size]).toEqual([2, 2]);
});

test('an unused browser is closed after a while, not before, and not when it is used again', async () => {
  const { pool, launched, clock } = setUp();
  (await pool.acquire('headless')).release();
  clock.advance(IDLE_MS - 1);
  const again = await pool.acquire('headless');
  clock.advance(IDLE_MS * 2);
  expect(launched.map(({ done }) => done)).toEqual([[]]);
  again.release();
  again.release();
  clock.advance(IDLE_MS);
  await settle();
  expect([launched[0]?.done, pool.size, clock.pending]).toEqual([['close'], 0, 0]);
});

test('a browser makes so many contexts, then closes when its last user leaves, while a new one serves', async () => {
  const { pool, launched } = setUp();
  const first = await pool.acquire('headless');
  for (let n = 1; n < MAX_CONTEXTS; n++) (await pool.acquire('headless')).release();
  const next = await pool.acquire('headless');
  expect([launched.length, next.browser === launched[1]]).toEqual([2, true]);
  expect(launched[0]?.done).toEqual([]);
  first.release();
  await settle();
  expect(launched[0]?.done).toEqual(['close']);
});

test('a browser that died is not used again', async () => {
  const { pool, launched } = setUp();
  const use = await pool.acquire('headless');
  launched[0]?.vanish();
  expect(pool.size).toBe(0);
  use.release();
  await pool.acquire('headless');
  expect(launched.length).toBe(2);
});

test('a start that fails is told to whoever waits, and the next one tries anew', async () => {
  const { pool, refuse } = setUp();
  refuse(true);
  await expect(pool.acquire('headless')).rejects.toThrow('no browser');
  expect(pool.size).toBe(0);
  refuse(false);
  expect((await pool.acquire('headless')).browser.kind).toBe('headless');
});

test('a context that does not close takes its browser with it', async () => {
  const { pool, launched } = setUp();
  const [stuck, other] = await Promise.all([pool.acquire('headless'), pool.acquire('headless')]);
  stuck.discard();
  expect(launched[0]?.done).toEqual(['kill']);
  other.release();
  await pool.acquire('headless');
  expect(launched.length).toBe(2);
});

test('closing asks every browser, kills those that do not answer, and lets no new one start', async () => {
  const { pool, launched, clock } = setUp();
  await Promise.all([pool.acquire('headless'), pool.acquire('headed')]);
  const [polite, stubborn] = launched;
  if (stubborn !== undefined) stubborn.hangs = true;
  const closed = pool.close();
  await settle();
  clock.advance(CLOSE_MS);
  await closed;
  expect([polite?.done, stubborn?.done, pool.size]).toEqual([['close'], ['close', 'kill'], 0]);
  await expect(pool.acquire('headless')).rejects.toThrow('ending');
});

test('a browser that has grown too large takes no more jobs, and closes when its last user leaves', async () => {
  const { pool, launched, clock } = setUp();
  const [first, second] = await Promise.all([pool.acquire('headless'), pool.acquire('headless')]);
  const [grown] = launched;
  if (grown !== undefined) grown.bytes = MAX_BYTES + 1;
  clock.advance(WEIGH_MS);
  first.release();
  await settle();
  expect([second.takesMore(), grown?.done]).toEqual([false, []]);
  expect((await pool.acquire('headless')).browser).toBe(launched[1]);
  second.release();
  await settle();
  expect(grown?.done).toEqual(['close']);
});

test('a browser whose memory cannot be known is judged by its contexts alone', async () => {
  const { pool, launched, clock } = setUp();
  const use = await pool.acquire('headless');
  for (const browser of launched) browser.bytes = null;
  clock.advance(WEIGH_MS);
  use.release();
  await settle();
  expect((await pool.acquire('headless')).browser).toBe(launched[0]);
});

test('kinds with equal keys are one kind', async () => {
  const made: FakeBrowser[] = [];
  const launch = async ({ name }: { name: string }): Promise<FakeBrowser> => {
    const browser = new FakeBrowser(name);
    made.push(browser);
    return browser;
  };
  const pool = new BrowserPool(launch, new FakeClock(), ({ name }: { name: string }) => name);
  await Promise.all([pool.acquire({ name: 'a' }), pool.acquire({ name: 'a' }), pool.acquire({ name: 'b' })]);
  expect(made.map(({ kind }) => kind)).toEqual(['a', 'b']);
});
