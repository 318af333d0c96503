import assert from 'node:assert/strict';
import { createClient } from '../../renderer/api/client.ts';
import { AppError } from '../../shared/errors.ts';
import type { Batch, Client } from '../../shared/ipc/define.ts';
import { BatchMessage, type Bridge, Reply } from '../../shared/ipc/envelope.ts';
import type { FixtureContract } from './ipc-fixture.ts';

/** A window of the pair, whatever carries its messages. */
export interface SuiteWindow {
  /** The bridge of the page that is shown now. */
  bridge(): Bridge;
  /** Loads the page anew; resolves when the new one is there. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Main with the handlers of `createFixture`, and windows on it. */
export interface SuitePair {
  /** A window that main made and trusts, or one that it must not trust. */
  open(trusted: boolean): Promise<SuiteWindow>;
  /** Errors that main took for bugs of its own so far. */
  bugs(): Promise<number>;
  dispose(): Promise<void>;
}

/** How a runner declares a test: Vitest's and Playwright's `test` both fit. */
export type DeclareTest = (title: string, fn: () => Promise<void>) => void;

type FixtureClient = Client<FixtureContract>;

/**
 * What the typed IPC promises, tried on any carrier: in memory and in the real Electron.
 * Asserts with Node's own module, so that it runs under every test runner.
 */
export function ipcSuite(name: string, makePair: () => Promise<SuitePair>, declare: DeclareTest): void {
  const test = (title: string, fn: (pair: SuitePair) => Promise<void>): void =>
    declare(`${name}: ${title}`, async () => {
      const pair = await makePair();
      try {
        await fn(pair);
      } finally {
        await pair.dispose();
      }
    });
  callCases(test);
  senderCases(test);
  streamCases(test);
  floodCases(test);
}

type DeclareCase = (title: string, fn: (pair: SuitePair) => Promise<void>) => void;

function callCases(test: DeclareCase): void {
  test('a call gives what its handler gives', async (pair) => {
    const client = clientOf(await pair.open(true));
    assert.deepEqual(await client.call('text.shout', { text: 'hello' }), { text: 'HELLO' });
  });

  test('a typed error keeps its code, its sentence and its faults', async (pair) => {
    const client = clientOf(await pair.open(true));
    const error = await refusal(client.call('error.typed', { code: 'conflict' }));
    assert.deepEqual([error.name, error.code, error.message], ['AppError', 'conflict', 'As asked.']);
    assert.deepEqual(error.faults, [{ path: 'steps[2].url', message: 'Not an address.' }]);
    assert.equal(await pair.bugs(), 0);
  });

  test('a bug in a handler arrives as internal, and main hears of it', async (pair) => {
    const client = clientOf(await pair.open(true));
    assert.equal((await refusal(client.call('error.bug', {}))).code, 'internal');
    assert.equal(await pair.bugs(), 1);
  });

  test('an output that breaks the contract never leaves main', async (pair) => {
    const client = clientOf(await pair.open(true));
    const error = await refusal(client.call('error.output', {}));
    assert.deepEqual([error.code, error.faults[0]?.path], ['internal', 'count']);
  });

  test('an unknown name is not found, and neither is one that every object has, nor a stream', async (pair) => {
    const { call } = (await pair.open(true)).bridge();
    for (const unknown of ['text.whisper', 'constructor', '__proto__', 'lines.tail']) {
      assert.equal(codeOf(await call({ name: unknown, input: {} })), 'not_found', unknown);
    }
  });

  test('a wrong input is answered with the path of every fault', async (pair) => {
    const { call } = (await pair.open(true)).bridge();
    const input = { words: [{ text: 'a' }, { text: 5 }, { txt: 'c' }] };
    const reply = await call({ name: 'words.count', input });
    assert.equal(codeOf(reply), 'invalid_input');
    assert.deepEqual(pathsOf(reply), ['words[1].text', 'words[2].text', 'words[2].txt']);
  });

  test('what is no call at all is answered, not thrown', async (pair) => {
    const { call } = (await pair.open(true)).bridge();
    for (const message of [null, 'text.shout', { name: 5, input: {} }, { input: {} }]) {
      assert.equal(codeOf(await call(message)), 'invalid_input');
    }
  });

  test('a reply after the window is gone disturbs nobody', async (pair) => {
    const leaving = await pair.open(true);
    const client = clientOf(await pair.open(true));
    leaving
      .bridge()
      .call({ name: 'gate.wait', input: {} })
      .catch(() => undefined);
    await until(async () => (await client.call('gate.waiting', {})).count === 1);
    await leaving.close();
    assert.deepEqual(await client.call('gate.open', {}), { count: 1 });
    assert.deepEqual(await client.call('text.shout', { text: 'still here' }), { text: 'STILL HERE' });
    assert.equal(await pair.bugs(), 0);
  });
}

function senderCases(test: DeclareCase): void {
  test('a page that is not ours is refused before its call is read', async (pair) => {
    const { call } = (await pair.open(false)).bridge();
    assert.equal(codeOf(await call({ name: 'text.shout', input: { text: 'hello' } })), 'untrusted_sender');
    assert.equal(codeOf(await call({ name: 'text.whisper', input: {} })), 'untrusted_sender');
  });

  test('a page that is not ours subscribes to nothing and hears nothing', async (pair) => {
    const stranger = (await pair.open(false)).bridge();
    const client = clientOf(await pair.open(true));
    const heard: unknown[] = [];
    stranger.onBatch((message) => heard.push(message));
    stranger.stream({ kind: 'subscribe', id: 1, name: 'lines.tail', input: { after: null } });
    // Its call is answered after the message before it was read.
    await stranger.call({ name: 'text.shout', input: { text: 'hello' } });
    await client.call('lines.write', { count: 3 });
    assert.equal((await client.call('lines.readers', {})).count, 0);
    assert.deepEqual(heard, []);
  });
}

function streamCases(test: DeclareCase): void {
  test('a stream gives its items in order, from the place that was asked for', async (pair) => {
    const client = clientOf(await pair.open(true));
    await client.call('lines.write', { count: 5 });
    const seen: number[] = [];
    client.subscribe('lines.tail', { after: 2 }, ({ items }) => void seen.push(...items));
    await until(async () => (await client.call('lines.readers', {})).count === 1);
    await client.call('lines.write', { count: 3 });
    await until(async () => seen.length >= 5);
    assert.deepEqual(seen, [3, 4, 5, 6, 7]);
  });

  test('an ended subscription stops its source and hears nothing more', async (pair) => {
    const client = clientOf(await pair.open(true));
    const seen: number[] = [];
    const end = client.subscribe('lines.tail', { after: null }, ({ items }) => void seen.push(...items));
    await until(async () => (await client.call('lines.readers', {})).count === 1);
    await client.call('lines.write', { count: 2 });
    await until(async () => seen.length === 2);
    end();
    end();
    await until(async () => (await client.call('lines.readers', {})).count === 0);
    await client.call('lines.write', { count: 2 });
    assert.deepEqual(seen, [0, 1]);
  });

  test('a reload ends the subscriptions of its window and of no other', async (pair) => {
    const [first, second] = [await pair.open(true), await pair.open(true)];
    const client = clientOf(second);
    clientOf(first).subscribe('lines.tail', { after: null }, () => {});
    client.subscribe('lines.tail', { after: null }, () => {});
    await until(async () => (await client.call('lines.readers', {})).count === 2);
    await first.reload();
    assert.equal((await client.call('lines.readers', {})).count, 1);
    const again: number[] = [];
    clientOf(first).subscribe('lines.tail', { after: null }, ({ items }) => void again.push(...items));
    await client.call('lines.write', { count: 2 });
    await until(async () => again.length === 2);
    assert.deepEqual(again, [0, 1]);
  });

  test('a closed window has no subscriptions', async (pair) => {
    const leaving = await pair.open(true);
    const client = clientOf(await pair.open(true));
    clientOf(leaving).subscribe('lines.tail', { after: null }, () => {});
    await until(async () => (await client.call('lines.readers', {})).count === 1);
    await leaving.close();
    await until(async () => (await client.call('lines.readers', {})).count === 0);
    await client.call('lines.write', { count: 10 });
    assert.equal(await pair.bugs(), 0);
  });

  test('a subscription with a wrong input ends with an error that says where', async (pair) => {
    const bridge = (await pair.open(true)).bridge();
    const heard: unknown[] = [];
    bridge.onBatch((message) => heard.push(message));
    bridge.stream({ kind: 'subscribe', id: 9, name: 'lines.tail', input: { after: 'the end' } });
    await until(async () => {
      await bridge.call({ name: 'lines.readers', input: {} });
      return heard.length > 0;
    });
    assert.deepEqual(shapeOf(heard[0]), { kind: 'error', id: 9, code: 'invalid_input', path: 'after' });
  });
}

function floodCases(test: DeclareCase): void {
  test('a slow reader of values gets the newest of each key and no other', async (pair) => {
    const client = clientOf(await pair.open(true));
    const hold = holder();
    const batches: Batch<{ key: string; value: number }>[] = [];
    client.subscribe('value.changed', {}, (batch) => {
      batches.push(batch);
      return hold.wait;
    });
    await until(async () => {
      await client.call('value.set', { key: 'a', value: 0 });
      return batches.length === 1;
    });
    for (let value = 1; value <= 20; value += 1) {
      await client.call('value.set', { key: value % 2 === 0 ? 'a' : 'b', value });
    }
    assert.equal(batches.length, 1);
    hold.release();
    await until(async () => {
      await client.call('lines.readers', {});
      return batches.length === 2;
    });
    const items = new Map(batches[1]?.items.map(({ key, value }) => [key, value]));
    assert.deepEqual([items.get('a'), items.get('b'), batches[1]?.items.length], [20, 19, 2]);
    assert.equal(batches[1]?.gap, 0);
  });

  test('a flood is dropped where it must be, counted exactly, and read again without loss or doubles', async (pair) => {
    const client = clientOf(await pair.open(true));
    const reader = new LineReader(client);
    await until(async () => (await client.call('lines.readers', {})).count === 1);
    await client.call('lines.write', { count: 7_000 });
    await until(async () => reader.batches === 1);
    for (let burst = 1; burst < 5; burst += 1) await client.call('lines.write', { count: 7_000 });
    assert.equal(reader.batches, 1, 'one batch is under way and no other comes before it is applied');
    reader.hold.release();
    await until(async () => {
      await client.call('lines.readers', {});
      return reader.lines.length >= 35_000;
    });
    assert.equal(reader.received + reader.dropped, 35_000);
    assert.ok(reader.dropped > 0, 'the flood was larger than what may wait');
    assert.deepEqual(
      reader.lines,
      Array.from({ length: 35_000 }, (_, line) => line),
    );
  });
}

/** Follows the lines as a log view does: a gap is read again by page before the items after it. */
class LineReader {
  readonly hold = holder();
  readonly lines: number[] = [];
  batches = 0;
  received = 0;
  dropped = 0;
  readonly #client: FixtureClient;

  constructor(client: FixtureClient) {
    this.#client = client;
    client.subscribe('lines.tail', { after: null }, (batch) => this.#apply(batch));
  }

  async #apply({ items, gap }: Batch<number>): Promise<void> {
    this.batches += 1;
    this.received += items.length;
    this.dropped += gap;
    await this.hold.wait;
    const first = items[0] ?? 0;
    while (gap > 0 && (this.lines.at(-1) ?? -1) < first - 1) {
      const page = await this.#client.call('lines.page', { after: this.lines.at(-1) ?? null });
      this.lines.push(...page.lines.filter((line) => line < first));
    }
    this.lines.push(...items);
  }
}

function clientOf(window: SuiteWindow): FixtureClient {
  return createClient<FixtureContract>(window.bridge());
}

/** A promise that is settled from outside. */
function holder(): { readonly wait: Promise<void>; release(): void } {
  let release: () => void = () => {};
  const wait = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { wait, release: () => release() };
}

/** Asks until a fact holds. Every question is a round trip, so others get their turn; a fact that never comes fails. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let asked = 0; asked < 20_000; asked += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.fail('The fact did not come about.');
}

async function refusal(call: Promise<unknown>): Promise<AppError> {
  const outcome: unknown = await call.then(
    (value) => value,
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof AppError, 'the call is refused with an AppError');
  return outcome;
}

function codeOf(reply: unknown): string {
  const parsed = Reply.parse(reply);
  return parsed.ok ? 'ok' : parsed.error.code;
}

function pathsOf(reply: unknown): string[] {
  const parsed = Reply.parse(reply);
  return parsed.ok ? [] : (parsed.error.faults ?? []).map((fault) => fault.path);
}

function shapeOf(message: unknown): unknown {
  const parsed = BatchMessage.parse(message);
  if (parsed.kind === 'batch') return parsed;
  const { kind, id, error } = parsed;
  return { kind, id, code: error.code, path: error.faults?.[0]?.path };
}
