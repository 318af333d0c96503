import * as z from 'zod';
import { Name } from '../flow/input.ts';
import { MAX_ANSWER, QuestionKind } from '../live/question.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

const HOUR_MS = 3_600_000;

export const spec = defineSpec({
  type: 'ask',
  title: 'Ask a person',
  help: 'Waits until a person answers: a one-time code, a choice, or a yes to go on. The job keeps its place and its browser meanwhile.',
  params: {
    question: z.string().trim().min(1).max(2000),
    /** Absent = text. */
    kind: QuestionKind.optional(),
    /** What a person can choose from. */
    choices: z.array(z.string().min(1).max(500)).min(2).max(50).optional(),
    /** The name of the answer; of a `confirm` it is true or false. */
    as: Name,
    /** The answer is shown and kept nowhere, as an input that is a secret. */
    secret: z.boolean().optional(),
    /** How long it waits for an answer, milliseconds; absent = an hour. No other time runs meanwhile. */
    limit: z
      .int()
      .min(1_000)
      .max(24 * HOUR_MS)
      .optional(),
  },
  rule: ({ kind, choices, secret }) => {
    if (kind === 'choice' && choices === undefined) return '“kind”: “choice” needs “choices”.';
    if (kind !== 'choice' && choices !== undefined) return '“choices” goes with “kind”: “choice” only.';
    return secret === true && (kind ?? 'text') !== 'text'
      ? '“secret” goes with a text answer only.'
      : undefined;
  },
  describe: ({ question }) => `Ask a person: ${shortened(question)}`,
  example: { question: 'Which code was sent to your phone?', as: 'code', secret: true },
  limitMs: () => null,
});

export const run: ActionRun<typeof spec> = async (params, { ask, setResult }) => {
  const { question, kind = 'text', choices = [], as, secret = false, limit = HOUR_MS } = params;
  const answer = await ask({ kind, text: question, choices, secret, limitMs: limit });
  setResult(as, typeof answer === 'string' ? answer.slice(0, MAX_ANSWER) : answer, secret);
  return null;
};

function shortened(question: string): string {
  const line = question.replaceAll(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
