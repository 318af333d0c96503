import * as z from 'zod';
import { Time } from '../job/schema.ts';

export const QuestionKind = z.enum(['text', 'choice', 'confirm']);
export type QuestionKind = z.output<typeof QuestionKind>;

/** Longest answer, in characters. */
export const MAX_ANSWER = 10_000;

/** What a step asks a person. */
export const Question = z.strictObject({
  kind: QuestionKind,
  /** Secrets are masked. */
  text: z.string().max(4_000),
  /** Of a `choice`; else empty. */
  choices: z.array(z.string().max(500)).max(50),
  /** The answer is a secret: it is shown and kept nowhere. */
  secret: z.boolean(),
  /** When the step gives up. */
  until: Time,
});
export type Question = z.output<typeof Question>;

const YES: ReadonlySet<string> = new Set(['yes', 'y', 'true', 'ok']);
const NO: ReadonlySet<string> = new Set(['no', 'n', 'false']);

export type ReadAnswer =
  | { readonly ok: true; readonly value: string | boolean }
  | { readonly ok: false; readonly message: string };

/** The value that an answer stands for, or the sentence that says why it is none. */
export function readAnswer(question: Pick<Question, 'kind' | 'choices'>, text: string): ReadAnswer {
  switch (question.kind) {
    case 'text':
      return text.trim() === '' ? wrong('An answer is needed: it is empty.') : { ok: true, value: text };
    case 'choice':
      if (question.choices.includes(text)) return { ok: true, value: text };
      return wrong(`The answer is not one of the choices: ${question.choices.join(', ')}.`);
    case 'confirm': {
      const word = text.trim().toLowerCase();
      if (YES.has(word)) return { ok: true, value: true };
      return NO.has(word) ? { ok: true, value: false } : wrong('The answer is “yes” or “no”.');
    }
  }
}

function wrong(message: string): ReadAnswer {
  return { ok: false, message };
}
