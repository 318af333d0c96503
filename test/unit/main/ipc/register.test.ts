import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { registerIpc } from '../../../../electron/main/ipc/register.ts';
import { CHANNELS } from '../../../../shared/ipc/channels.ts';
import { call, stream } from '../../../../shared/ipc/define.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

type Handler = (event: unknown, message: unknown) => unknown;

const electron = vi.hoisted(() => ({
  handlers: new Map<string, Handler>(),
  listeners: new Map<string, Handler>(),
}));

vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, handler: Handler) => electron.handlers.set(channel, handler),
    removeHandler: (channel: string) => electron.handlers.delete(channel),
    on: (channel: string, listener: Handler) => electron.listeners.set(channel, listener),
    off: (channel: string) => electron.listeners.delete(channel),
  },
}));

const contract = {
  'text.shout': call(z.strictObject({ text: z.string() }), z.string()),
  ticks: stream(z.strictObject({}), z.int(), 'append'),
} as const;

class FakeContents extends EventEmitter {
  readonly id: number;
  readonly sent: unknown[] = [];
  crashed = false;
  destroyed = false;

  constructor(id: number) {
    super();
    this.id = id;
  }

  isCrashed(): boolean {
    return this.crashed;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  send(channel: string, message: unknown): void {
    this.sent.push([channel, message]);
  }
}

const frame = { origin: 'app://runwright', parent: null };
let clock: FakeClock;
let tick: (n: number) => void;
let running: number;

function register() {
  return registerIpc({
    contract,
    isOurWindow: (id) => id < 100,
    clock,
    checkOutput: true,
    onBug: (name, error) => expect.fail(`${name}: ${String(error)}`),
    calls: { 'text.shout': ({ text }) => text.toUpperCase() },
    streams: {
      ticks: (_input, sink) => {
        running += 1;
        tick = (n) => sink.push('', n);
        return () => {
          running -= 1;
        };
      },
    },
  });
}

function invoke(event: { sender: FakeContents; senderFrame: unknown }): unknown {
  return electron.handlers.get(CHANNELS.call)?.(event, { name: 'text.shout', input: { text: 'a' } });
}

function subscribe(sender: FakeContents, id = 1, senderFrame: unknown = frame): void {
  electron.listeners.get(CHANNELS.stream)?.(
    { sender, senderFrame },
    { kind: 'subscribe', id, name: 'ticks', input: {} },
  );
}

beforeEach(() => {
  clock = new FakeClock();
  running = 0;
});

test('our page is answered; another page, a frame in it, a foreign window and a frame that is gone are not', async () => {
  register();
  const ours = new FakeContents(1);
  const refused = { ok: false, error: { code: 'untrusted_sender' } };
  expect(await invoke({ sender: ours, senderFrame: frame })).toEqual({ ok: true, value: 'A' });
  for (const senderFrame of [{ ...frame, origin: 'https://a.example' }, { ...frame, parent: frame }, null]) {
    expect(await invoke({ sender: ours, senderFrame })).toMatchObject(refused);
  }
  expect(await invoke({ sender: new FakeContents(100), senderFrame: frame })).toMatchObject(refused);
});

test('batches go out on their channel', () => {
  register();
  const contents = new FakeContents(1);
  subscribe(contents, 7);
  tick(5);
  clock.advance(16);
  expect(contents.sent).toEqual([[CHANNELS.batch, { kind: 'batch', id: 7, items: [5], gap: 0 }]]);
});

test.each(['did-navigate', 'render-process-gone', 'destroyed'])(
  '%s ends the subscriptions of its window',
  (event) => {
    register();
    const contents = new FakeContents(1);
    subscribe(contents, 1);
    subscribe(contents, 2);
    subscribe(new FakeContents(2));
    expect(running).toBe(3);
    contents.emit(event);
    expect(running).toBe(1);
  },
);

test('a page that is only about to leave, or moves within itself, keeps its subscriptions', () => {
  register();
  const contents = new FakeContents(1);
  subscribe(contents);
  contents.emit('did-start-navigation');
  contents.emit('did-navigate-in-page');
  expect(running).toBe(1);
});

test('a page that subscribes again after a reload is not watched twice', () => {
  register();
  const contents = new FakeContents(1);
  for (let load = 0; load < 20; load += 1) {
    subscribe(contents);
    contents.emit('did-navigate');
  }
  expect(contents.listenerCount('did-navigate')).toBe(1);
  expect(running).toBe(0);
});

test('nothing is sent to a page whose process crashed', () => {
  register();
  const contents = new FakeContents(1);
  subscribe(contents);
  tick(1);
  contents.crashed = true;
  clock.advance(16);
  expect([contents.sent, running]).toEqual([[], 0]);
});

test('disposing unbinds both channels and ends every subscription', () => {
  const registered = register();
  subscribe(new FakeContents(1));
  registered.dispose();
  expect([electron.handlers.size, electron.listeners.size, running]).toEqual([0, 0, 0]);
});
