import * as z from 'zod';

/** The ancestor's six categories, with their rule: is a job that failed so tried again? */
export const RETRYABLE = {
  TimeoutError: true,
  NetworkError: true,
  BrowserError: true,
  InvalidURLError: false,
  AuthenticationError: false,
  UnknownError: false,
} as const;

export const ErrorCategory = z.enum([
  'TimeoutError',
  'NetworkError',
  'BrowserError',
  'InvalidURLError',
  'AuthenticationError',
  'UnknownError',
]);
export type ErrorCategory = z.output<typeof ErrorCategory>;

/** Why an attempt failed, in a form that a person can act on. */
export const JobError = z.strictObject({
  category: ErrorCategory,
  /** What happened: one sentence, secrets masked. */
  message: z.string(),
  /** What to do about it: one sentence. */
  mend: z.string(),
  /** Path of the failed step (`3`, later `4.2`), when a step failed. */
  step: z.string().optional(),
  /** Address of the page at that moment. */
  url: z.string().optional(),
});
export type JobError = z.output<typeof JobError>;
