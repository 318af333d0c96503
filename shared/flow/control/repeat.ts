import * as z from 'zod';
import { OnError } from '../../actions/define.ts';
import { defineControl } from './define.ts';
import { ExpressionText } from './expression-text.ts';
import { MAX_TURNS } from './limits.ts';
import { StepList } from './step-list.ts';

export const spec = defineControl({
  type: 'repeat',
  title: 'Repeat',
  help: 'Runs steps so many times.',
  params: {
    times: z.union([z.int().min(0).max(MAX_TURNS), ExpressionText]),
    steps: StepList,
    onError: OnError.optional(),
  },
  describe: ({ times }) => `Repeat ${times} ${Number(times) === 1 ? 'time' : 'times'}`,
  example: { times: 3, steps: [{ action: 'press', key: 'ArrowDown' }] },
});
