import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { handleCall } from '../../../../electron/main/ipc/handle-call.ts';
import { AppError } from '../../../../shared/errors.ts';
import { type CallHandlers, call, stream } from '../../../../shared/ipc/define.ts';

const contract = {
  'jobs.count': call(z.strictObject({ limit: z.int().default(10) }), z.strictObject({ count: z.int() })),
  'jobs.changed': stream(z.strictObject({}), z.int(), 'append'),
} as const;

function ask(message: unknown, options: Partial<Parameters<typeof handleCall<typeof contract>>[0]> = {}) {
  const handlers: CallHandlers<typeof contract> = { 'jobs.count': ({ limit }) => ({ count: limit }) };
  return handleCall({ contract, handlers, trusted: true, message, checkOutput: true, ...options });
}

test('a trusted, known, valid call is run with its parsed input', async () => {
  expect(await ask({ name: 'jobs.count', input: {} })).toEqual({ ok: true, value: { count: 10 } });
  expect(await ask({ name: 'jobs.count', input: { limit: 3 } })).toEqual({ ok: true, value: { count: 3 } });
});

test('an untrusted sender is refused before anything of the message is read', async () => {
  const handler = vi.fn();
  const message = {
    get name(): string {
      throw new Error('was read');
    },
  };
  const reply = await ask(message, { trusted: false, handlers: { 'jobs.count': handler } });
  expect(reply).toMatchObject({ ok: false, error: { code: 'untrusted_sender' } });
  expect(handler).not.toHaveBeenCalled();
});

test('a name is looked up among the contract’s own calls only', async () => {
  for (const name of ['jobs.none', 'toString', 'constructor', '__proto__', 'jobs.changed', '']) {
    expect(await ask({ name, input: {} })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  }
});

test('a name that the contract only inherits is none of its calls', async () => {
  const reply = await ask({ name: 'jobs.count', input: {} }, { contract: Object.create(contract) });
  expect(reply).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

test('a wrong input is not run, and its faults have their paths', async () => {
  const handler = vi.fn();
  const reply = await ask(
    { name: 'jobs.count', input: { limit: 'all' } },
    { handlers: { 'jobs.count': handler } },
  );
  expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_input', faults: [{ path: 'limit' }] } });
  expect(handler).not.toHaveBeenCalled();
});

test('a wrong output is refused in development and tests, and goes unread otherwise', async () => {
  const handlers = { 'jobs.count': () => ({ count: 0.5 }) };
  const message = { name: 'jobs.count', input: {} };
  expect(await ask(message, { handlers })).toMatchObject({
    ok: false,
    error: { code: 'internal', faults: [{ path: 'count' }] },
  });
  expect(await ask(message, { handlers, checkOutput: false })).toEqual({ ok: true, value: { count: 0.5 } });
});

test('a bug is told to main with its stack and to the window without it', async () => {
  const onBug = vi.fn();
  const bug = new TypeError('x is not a function');
  const handlers = { 'jobs.count': () => Promise.reject(bug) };
  const reply = await ask({ name: 'jobs.count', input: {} }, { handlers, onBug });
  expect(reply).toEqual({ ok: false, error: { code: 'internal', message: 'x is not a function' } });
  expect(onBug).toHaveBeenCalledExactlyOnceWith('jobs.count', bug);
});

test('an expected refusal is no bug', async () => {
  const onBug = vi.fn();
  const handlers = { 'jobs.count': () => Promise.reject(new AppError('not_found', 'No such job.')) };
  const reply = await ask({ name: 'jobs.count', input: {} }, { handlers, onBug });
  expect(reply).toEqual({ ok: false, error: { code: 'not_found', message: 'No such job.' } });
  expect(onBug).not.toHaveBeenCalled();
});

test.each([
  [undefined],
  [null],
  ['jobs.count'],
  [{ name: 'jobs.count', input: {}, extra: 1 }],
  [{ name: 1 }],
])('what is no call is answered with invalid_input: %j', async (message) => {
  expect(await ask(message)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
});
