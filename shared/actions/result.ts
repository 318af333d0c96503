import * as z from 'zod';
import { ActionFailure, type ResultValue } from './run.ts';

/** No result of a step is longer than this, as JSON or as text. */
export const MAX_RESULT_CHARS = 500_000;

const Json: z.ZodType<ResultValue> = z.json();

/** The value that a JSON text stands for. @throws SyntaxError when it is no JSON */
export function jsonValue(text: string): ResultValue {
  return Json.parse(JSON.parse(text));
}

export function tooLong(what: string, length: number): ActionFailure {
  return new ActionFailure(
    'UnknownError',
    `${what} is too long: ${length} characters, and ${MAX_RESULT_CHARS} can be kept.`,
    'Ask for less, or read it in parts.',
  );
}
