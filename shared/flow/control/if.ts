import { OnError } from '../../actions/define.ts';
import { Condition, conditionText } from './condition.ts';
import { defineControl } from './define.ts';
import { MaybeSteps, StepList } from './step-list.ts';

export const spec = defineControl({
  type: 'if',
  title: 'If',
  help: 'Runs steps only when something is so, and perhaps other steps when it is not.',
  params: {
    condition: Condition,
    then: StepList,
    else: MaybeSteps.optional(),
    onError: OnError.optional(),
  },
  describe: ({ condition }) => `If ${conditionText(condition)}`,
  example: {
    condition: { visible: [{ role: 'button', name: 'Accept' }] },
    then: [{ action: 'click', target: [{ role: 'button', name: 'Accept' }] }],
  },
});
