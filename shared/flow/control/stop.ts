import * as z from 'zod';
import { defineControl } from './define.ts';

export const spec = defineControl({
  type: 'stop',
  title: 'End the job',
  help: 'Ends the job here, as completed.',
  params: {
    /** Why, for the log. */
    message: z.string().min(1).max(2000).optional(),
  },
  describe: ({ message }) => (message === undefined ? 'End the job' : `End the job: ${message}`),
  example: { message: 'There is nothing new today.' },
});
