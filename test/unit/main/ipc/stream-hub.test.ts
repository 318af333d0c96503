import { beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { StreamHub, type StreamPeer } from '../../../../electron/main/ipc/stream-hub.ts';
import { type Sink, stream } from '../../../../shared/ipc/define.ts';
import type { BatchMessage } from '../../../../shared/ipc/envelope.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const contract = {
  'lines.tail': stream(z.strictObject({ jobId: z.int() }), z.string(), 'append'),
} as const;

interface FakePeer extends StreamPeer {
  gone: boolean;
  readonly heard: BatchMessage[];
}

let clock: FakeClock;
let sinks: Map<number, Sink<string>>;
let bugs: unknown[];
let stopped: number[];

function peer(id: number): FakePeer {
  const heard: BatchMessage[] = [];
  return {
    id,
    gone: false,
    heard,
    isGone() {
      return this.gone;
    },
    send(message) {
      if (this.gone) throw new Error('Object has been destroyed');
      heard.push(message);
    },
  };
}

function hub(start?: (input: { jobId: number }, sink: Sink<string>) => () => void) {
  return new StreamHub({
    contract,
    clock,
    checkItems: true,
    onBug: (_name, error) => bugs.push(error),
    handlers: {
      'lines.tail':
        start ??
        (({ jobId }, sink) => {
          sinks.set(jobId, sink);
          return () => stopped.push(jobId);
        }),
    },
  });
}

function subscribe(id: number, jobId: unknown = id): unknown {
  return { kind: 'subscribe', id, name: 'lines.tail', input: { jobId } };
}

beforeEach(() => {
  clock = new FakeClock();
  sinks = new Map();
  bugs = [];
  stopped = [];
});

test('a subscription gets its batches under its own number', () => {
  const streams = hub();
  const window = peer(1);
  streams.receive(window, true, subscribe(4));
  streams.receive(window, true, subscribe(5));
  sinks.get(5)?.push('', 'five');
  clock.advance(16);
  expect(window.heard).toEqual([{ kind: 'batch', id: 5, items: ['five'], gap: 0 }]);
});

test('an acknowledgement reaches its own subscription of its own window only', () => {
  const streams = hub();
  const [first, second] = [peer(1), peer(2)];
  streams.receive(first, true, subscribe(1, 11));
  streams.receive(second, true, subscribe(1, 21));
  sinks.get(11)?.push('', 'a');
  clock.advance(16);
  sinks.get(11)?.push('', 'b');
  streams.receive(second, true, { kind: 'ack', id: 1 });
  streams.receive(first, true, { kind: 'ack', id: 2 });
  expect(first.heard).toHaveLength(1);
  streams.receive(first, true, { kind: 'ack', id: 1 });
  expect(first.heard).toHaveLength(2);
});

test('a window whose number begins like another’s keeps its subscriptions', () => {
  const streams = hub();
  streams.receive(peer(3), true, subscribe(1, 3));
  streams.receive(peer(31), true, subscribe(1, 31));
  streams.endAll(3);
  expect(stopped).toEqual([3]);
  expect(streams.size).toBe(1);
});

test('an untrusted sender, and what is no message, change nothing and hear nothing', () => {
  const streams = hub();
  const window = peer(1);
  streams.receive(window, true, subscribe(1));
  streams.receive(window, false, subscribe(2));
  streams.receive(window, false, { kind: 'unsubscribe', id: 1 });
  for (const message of [null, 'subscribe', { kind: 'subscribe', id: -1 }, { kind: 'leave', id: 1 }]) {
    streams.receive(window, true, message);
  }
  expect([streams.size, window.heard, stopped]).toEqual([1, [], []]);
});

test('a number in use keeps its subscription', () => {
  const streams = hub();
  const window = peer(1);
  streams.receive(window, true, subscribe(1, 10));
  streams.receive(window, true, subscribe(1, 20));
  expect([...sinks.keys()]).toEqual([10]);
  expect([window.heard, stopped]).toEqual([[], []]);
});

test('an unknown stream and a wrong input are answered under the number that asked', () => {
  const streams = hub();
  const window = peer(1);
  streams.receive(window, true, { kind: 'subscribe', id: 1, name: 'toString', input: {} });
  streams.receive(window, true, subscribe(2, 'all'));
  expect(window.heard).toMatchObject([
    { kind: 'error', id: 1, error: { code: 'not_found' } },
    { kind: 'error', id: 2, error: { code: 'invalid_input', faults: [{ path: 'jobId' }] } },
  ]);
  expect(streams.size).toBe(0);
});

test('nothing is sent to a window that is gone, and its sources stop', () => {
  const streams = hub();
  const window = peer(1);
  streams.receive(window, true, subscribe(1));
  streams.receive(window, true, subscribe(2));
  sinks.get(1)?.push('', 'a');
  window.gone = true;
  clock.advance(16);
  expect([window.heard, streams.size, stopped]).toEqual([[], 0, [1, 2]]);
});

test('a source that fails to start leaves no subscription behind, and main hears of it', () => {
  const bug = new Error('no such table');
  const streams = hub(() => {
    throw bug;
  });
  const window = peer(1);
  streams.receive(window, true, subscribe(1));
  expect(window.heard).toMatchObject([{ kind: 'error', id: 1, error: { code: 'internal' } }]);
  expect([streams.size, bugs]).toEqual([0, [bug]]);
});

test('an item that breaks the contract ends its subscription', () => {
  const stop = vi.fn();
  const streams = hub((_input, sink) => {
    Reflect.apply(sink.push, sink, ['', 5]);
    return stop;
  });
  const window = peer(1);
  streams.receive(window, true, subscribe(1));
  clock.advance(16);
  expect(window.heard).toMatchObject([{ kind: 'error', id: 1, error: { code: 'internal' } }]);
  // It ended while it started: its stop function came after the end, and was called all the same.
  expect(stop).toHaveBeenCalledTimes(1);
  expect([streams.size, bugs.length]).toEqual([0, 1]);
});

test('a source that cannot stop does not keep the others of its window alive', () => {
  let started = 0;
  const streams = hub(({ jobId }) => {
    started += 1;
    return () => {
      stopped.push(jobId);
      if (jobId === 1) throw new Error('cannot stop');
    };
  });
  const window = peer(1);
  for (const id of [1, 2, 3]) streams.receive(window, true, subscribe(id));
  streams.endAll(1);
  expect([started, stopped, streams.size, bugs.length]).toEqual([3, [1, 2, 3], 0, 1]);
});

test('disposing ends every subscription once and leaves no timer', () => {
  const streams = hub();
  streams.receive(peer(1), true, subscribe(1));
  streams.receive(peer(2), true, subscribe(2));
  sinks.get(1)?.push('', 'a');
  streams.dispose();
  streams.dispose();
  expect([stopped, streams.size, clock.pending]).toEqual([[1, 2], 0, 0]);
});
