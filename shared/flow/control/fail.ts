import * as z from 'zod';
import { ErrorCategory } from '../../job/error.ts';
import { defineControl } from './define.ts';

export const spec = defineControl({
  type: 'fail',
  title: 'Fail',
  help: 'Fails here with a sentence of your own.',
  params: {
    message: z.string().min(1).max(2000),
    /** Decides whether the job is tried again: a NetworkError is, an UnknownError is not. */
    category: ErrorCategory.default('UnknownError'),
  },
  describe: ({ message }) => `Fail: ${message}`,
  example: { message: 'The shop is closed.' },
});
