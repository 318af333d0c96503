import * as z from 'zod';
import type { PageCode } from '../../../../shared/actions/page-port.ts';
import { MAX_RESULT_CHARS, tooLong } from '../../../../shared/actions/result.ts';
import { ActionFailure } from '../../../../shared/actions/run.ts';
import { cleanMessage } from '../../classify.ts';
import type { PortCore } from './core.ts';

const Answer = z.union([
  z.strictObject({ text: z.string().max(MAX_RESULT_CHARS) }),
  z.strictObject({ length: z.number() }),
  z.strictObject({ nothing: z.literal(true) }),
]);

/**
 * Runs JavaScript in the page. Named values come in as arguments, never as a part of its text; the result comes out as JSON.
 * @throws ActionFailure with what the script threw
 */
export async function evaluate(core: PortCore, code: PageCode): Promise<string | null> {
  core.browsing.acts();
  const raw: unknown = await core.guard(() => core.page.evaluate(wrapped(code))).catch(scriptFault);
  const answer = Answer.parse(raw);
  if ('nothing' in answer) return null;
  if ('length' in answer) throw tooLong('The result of the script', answer.length);
  return answer.text;
}

/** The script as one expression that gives an Answer. A line break ends a comment in its last line. */
function wrapped({ kind, text, args }: PageCode): string {
  const names = Object.keys(args);
  const body = kind === 'expression' ? `return (\n${text}\n);` : text;
  const values = names.map((name) => JSON.stringify(args[name]));
  return `(async () => {
    const value = await (async (${names.join(', ')}) => {\n${body}\n})(${values.join(', ')});
    const text = JSON.stringify(value);
    if (text === undefined) return { nothing: true };
    return text.length > ${MAX_RESULT_CHARS} ? { length: text.length } : { text };
  })()`;
}

function scriptFault(error: unknown): never {
  if (!(error instanceof Error) || /has been closed|Target closed|crashed/i.test(error.message)) throw error;
  const moved = /context was destroyed|navigat/i.test(error.message);
  throw new ActionFailure(
    'UnknownError',
    moved
      ? 'The page went to another address while the script ran, so it has no result.'
      : `The script failed: ${cleanMessage(error.message)}.`,
    moved
      ? 'Let the step that loads the page be one of its own, and wait for the page before the script.'
      : 'Correct the script; try it first in the developer tools of an ordinary browser.',
  );
}
