import * as z from 'zod';
import { OnError } from '../../actions/define.ts';
import { Condition, conditionText } from './condition.ts';
import { defineControl } from './define.ts';
import { MAX_TURNS } from './limits.ts';
import { StepList } from './step-list.ts';

export const spec = defineControl({
  type: 'while',
  title: 'Repeat while',
  help: 'Runs steps again and again as long as something is so.',
  params: {
    /** Asked before each turn. */
    condition: Condition,
    /** More turns than these are a failure: the condition would never end. */
    limit: z.int().min(1).max(MAX_TURNS).default(1000),
    steps: StepList,
    onError: OnError.optional(),
  },
  describe: ({ condition }) => `Repeat while ${conditionText(condition)}`,
  example: {
    condition: { visible: [{ role: 'button', name: 'Load more' }] },
    steps: [{ action: 'click', target: [{ role: 'button', name: 'Load more' }] }],
  },
});
