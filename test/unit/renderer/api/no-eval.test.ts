import { expect, test } from 'vitest';
import * as z from 'zod';

test('with the page’s setting zod reads without making functions from text', async () => {
  await import('../../../../renderer/api/no-eval.ts');
  const realFunction = globalThis.Function;
  const made: unknown[] = [];
  globalThis.Function = new Proxy(realFunction, {
    construct(target, args, newTarget) {
      made.push(args);
      return Reflect.construct(target, args, newTarget);
    },
  });
  try {
    expect(z.strictObject({ a: z.int(), b: z.array(z.string()) }).parse({ a: 1, b: ['x'] })).toEqual({
      a: 1,
      b: ['x'],
    });
  } finally {
    globalThis.Function = realFunction;
  }
  expect(made).toEqual([]);
});
