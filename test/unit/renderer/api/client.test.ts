import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createClient } from '../../../../renderer/api/client.ts';
import { AppError } from '../../../../shared/errors.ts';
import { call, stream } from '../../../../shared/ipc/define.ts';
import type { Bridge } from '../../../../shared/ipc/envelope.ts';

const contract = {
  'jobs.count': call(z.strictObject({}), z.strictObject({ count: z.int() })),
  'jobs.changed': stream(z.strictObject({}), z.string(), 'append'),
} as const;
type Contract = typeof contract;

let reply: () => Promise<unknown>;
let sent: unknown[];
let deliver: (message: unknown) => void;

const bridge: Bridge = {
  call: () => reply(),
  stream: (message) => sent.push(message),
  onBatch(listener) {
    deliver = listener;
    return () => {};
  },
};
const random = { next: () => 0, token: () => '' };

beforeEach(() => {
  sent = [];
  reply = async () => ({ ok: true, value: { count: 3 } });
});

describe('calls', () => {
  const count = () => createClient<Contract>(bridge).call('jobs.count', {});

  test('give the value of an answer', async () => {
    expect(await count()).toEqual({ count: 3 });
  });

  test('reject with the error of an answer, revived', async () => {
    const faults = [{ path: 'limit', message: 'Too many.' }];
    reply = async () => ({ ok: false, error: { code: 'invalid_input', message: 'No.', faults } });
    const error = await count().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'invalid_input', message: 'No.', faults });
  });

  test.each([
    [null],
    [{ value: 3 }],
    [{ ok: 'yes', value: 3 }],
    [{ ok: false, error: { code: 'odd', message: '' } }],
  ])('reject when the answer is none: %j', async (answer) => {
    reply = async () => answer;
    await expect(count()).rejects.toMatchObject({ name: 'AppError', code: 'internal' });
  });

  test('reject as unavailable when main does not answer', async () => {
    const cause = new Error('channel closed');
    reply = () => Promise.reject(cause);
    await expect(count()).rejects.toMatchObject({ name: 'AppError', code: 'unavailable', cause });
  });
});

describe('subscriptions', () => {
  const batch = (id: number, ...items: string[]) => ({ kind: 'batch', id, items, gap: 0 });
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  test('acknowledge a batch after it was applied, not before', async () => {
    let applied: () => void = () => {};
    createClient<Contract>(bridge, { random }).subscribe(
      'jobs.changed',
      {},
      () =>
        new Promise<void>((resolve) => {
          applied = resolve;
        }),
    );
    deliver(batch(1, 'a'));
    await settled();
    expect(sent).toEqual([{ kind: 'subscribe', id: 1, name: 'jobs.changed', input: {} }]);
    applied();
    await settled();
    expect(sent.at(-1)).toEqual({ kind: 'ack', id: 1 });
  });

  test('pass the gap on', async () => {
    const onBatch = vi.fn();
    createClient<Contract>(bridge, { random }).subscribe('jobs.changed', {}, onBatch);
    deliver({ kind: 'batch', id: 1, items: ['b'], gap: 12 });
    expect(onBatch).toHaveBeenCalledExactlyOnceWith({ items: ['b'], gap: 12 });
  });

  test('hear their own batches only, and none after their end', async () => {
    const heard: string[] = [];
    const client = createClient<Contract>(bridge, { random });
    const end = client.subscribe('jobs.changed', {}, ({ items }) => void heard.push(`1 ${items}`));
    client.subscribe('jobs.changed', {}, ({ items }) => void heard.push(`2 ${items}`));
    deliver(batch(2, 'a'));
    end();
    end();
    deliver(batch(1, 'b'));
    await settled();
    expect(heard).toEqual(['2 a']);
    expect(sent.filter((message) => JSON.stringify(message).includes('unsubscribe'))).toEqual([
      { kind: 'unsubscribe', id: 1 },
    ]);
  });

  test('that end while a batch is applied do not acknowledge it', async () => {
    const client = createClient<Contract>(bridge, { random });
    const end: () => void = client.subscribe('jobs.changed', {}, () => end());
    deliver(batch(1, 'a'));
    await settled();
    expect(sent.at(-1)).toEqual({ kind: 'unsubscribe', id: 1 });
  });

  test('go on after a batch that could not be applied', async () => {
    const onStreamError = vi.fn();
    createClient<Contract>(bridge, { random, onStreamError }).subscribe('jobs.changed', {}, () => {
      throw new Error('a bug of a screen');
    });
    deliver(batch(1, 'a'));
    await settled();
    expect(sent.at(-1)).toEqual({ kind: 'ack', id: 1 });
    expect(onStreamError).toHaveBeenCalledExactlyOnceWith('jobs.changed', expect.any(AppError));
  });

  test('are told as they begin', () => {
    const onStreamBegin = vi.fn();
    createClient<Contract>(bridge, { random, onStreamBegin }).subscribe('jobs.changed', {}, () => {});
    expect(onStreamBegin).toHaveBeenCalledExactlyOnceWith('jobs.changed');
  });

  test('end with an error that is told once', async () => {
    const onStreamError = vi.fn();
    const onBatch = vi.fn();
    const client = createClient<Contract>(bridge, { random, onStreamError });
    const end = client.subscribe('jobs.changed', {}, onBatch);
    deliver({ kind: 'error', id: 1, error: { code: 'not_found', message: 'No such job.' } });
    deliver(batch(1, 'a'));
    end();
    await settled();
    expect(onBatch).not.toHaveBeenCalled();
    expect(onStreamError.mock.calls).toEqual([
      ['jobs.changed', expect.objectContaining({ code: 'not_found' })],
    ]);
    expect(sent).toHaveLength(1);
  });

  test('of a page begin at a number that the page before it did not use', () => {
    for (const next of [0.25, 0.75]) {
      createClient<Contract>(bridge, { random: { next: () => next, token: () => '' } }).subscribe(
        'jobs.changed',
        {},
        () => {},
      );
    }
    expect(sent).toMatchObject([{ id: 2 ** 38 + 1 }, { id: 3 * 2 ** 38 + 1 }]);
  });

  test('ignore what is no batch', () => {
    const onBatch = vi.fn();
    createClient<Contract>(bridge, { random }).subscribe('jobs.changed', {}, onBatch);
    for (const message of [
      null,
      'batch',
      { kind: 'batch', id: 1 },
      { kind: 'batch', id: 'one', items: [], gap: 0 },
    ]) {
      deliver(message);
    }
    expect(onBatch).not.toHaveBeenCalled();
  });
});
