import * as z from 'zod';
import type { Rule } from '../flow/rule.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

const textNeedsAccept: Rule = ({ answer, text }) =>
  text !== undefined && answer !== 'accept' ? '“text” goes with “answer”: "accept" only.' : undefined;

export const spec = defineSpec({
  type: 'dialog',
  title: 'Answer dialogs',
  help: 'Says beforehand how a dialog of the page is answered. Without it every dialog is dismissed.',
  params: {
    answer: z.enum(['accept', 'dismiss']),
    /** Goes into a dialog that asks for a text. */
    text: z.string().max(10_000).optional(),
    /** The next dialog only (several such steps are used in order), or all from now on. */
    which: z.enum(['next', 'all']).default('next'),
  },
  rule: textNeedsAccept,
  describe: ({ answer, text, which }) => {
    const verb = answer === 'accept' ? 'Accept' : 'Dismiss';
    const dialogs = which === 'next' ? 'the next dialog' : 'all dialogs';
    return `${verb} ${dialogs}${text === undefined ? '' : ` with “${text}”`}`;
  },
  example: { answer: 'accept' },
});

export const run: ActionRun<typeof spec> = async ({ answer, text, which }, { page }) => {
  page.answerDialogs(which, { accept: answer === 'accept', text });
  return null;
};
