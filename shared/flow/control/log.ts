import * as z from 'zod';
import { OnError } from '../../actions/define.ts';
import { LogLevel } from '../../job/schema.ts';
import { defineControl } from './define.ts';

export const spec = defineControl({
  type: 'log',
  title: 'Write to the log',
  help: 'Writes a line to the job’s log.',
  params: {
    message: z.string().min(1).max(2000),
    level: LogLevel.default('INFO'),
    onError: OnError.optional(),
  },
  describe: ({ message }) => `Log “${message.length > 80 ? `${message.slice(0, 80)}…` : message}”`,
  example: { message: 'It is {{env.now}}.' },
});
