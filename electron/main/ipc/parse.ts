import type * as z from 'zod';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { issueFaults } from '../../../shared/flow/issue-faults.ts';

/** Reads a value with its schema; throws an AppError with `code`, `sentence` and a fault for every wrong place. */
export function parseAs<S extends z.ZodType>(
  schema: S,
  value: unknown,
  code: ErrorCode,
  sentence: string,
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = issueFaults(parsed.error.issues, { schema, root: value, aliases: {} });
  throw new AppError(code, sentence, faults);
}
