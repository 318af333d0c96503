import * as z from 'zod';
import { OnError } from '../../actions/define.ts';
import { Name } from '../input.ts';
import { defineControl } from './define.ts';

const Plain = z.union([z.string().max(100_000), z.number(), z.boolean(), z.null()]);

export const spec = defineControl({
  type: 'setVariable',
  title: 'Set a variable',
  help: 'Gives a value a name, for later steps and for the result of the job.',
  params: {
    name: Name,
    /** A text that is one `{{ … }}` alone keeps the value's kind: `{{var.n + 1}}` is a number. */
    value: z.union([Plain, z.array(Plain).max(10_000)]),
    onError: OnError.optional(),
  },
  describe: ({ name, value }) => `Set ${name} to ${shown(value)}`,
  example: { name: 'total', value: '{{2 + 3}}' },
});

const SHOWN = 60;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
