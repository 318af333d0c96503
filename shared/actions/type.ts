import * as z from 'zod';
import { Target, targetName } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';
import { shorten } from './shorten.ts';

/** A key takes this long at most on a busy machine, beside the wanted delay. */
const KEY_MS = 100;

/** How long the typing itself may take, beside the search for the field. Milliseconds. */
export function typingMs(text: string, delayMs: number): number {
  // An emoji is one key, though it is two characters or more.
  return [...text].length * (delayMs + KEY_MS);
}

export const spec = defineSpec({
  type: 'type',
  title: 'Type key by key',
  help: 'Types a text as a person does, for fields that react to every key. It adds to what is there.',
  params: {
    target: Target,
    value: z.string().max(10_000),
    /** Milliseconds between two keys. */
    delay: z.int().min(0).max(1000).default(0),
  },
  describe: ({ target, value }) => `Type “${shorten(value)}” into ${targetName(target)}`,
  example: { target: [{ label: 'Name' }], value: '{{input.name}}' },
  limitMs: ({ value, delay }, timeoutMs) => timeoutMs + typingMs(value, delay),
});

export const run: ActionRun<typeof spec> = ({ target, value, delay }, { page }) =>
  page.type(target, value, delay);
