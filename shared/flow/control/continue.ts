import { defineControl } from './define.ts';

export const spec = defineControl({
  type: 'continue',
  title: 'Next turn',
  help: 'Ends this turn of the loop that this step stands in, and begins the next one.',
  params: {},
  describe: () => 'Go on with the next turn',
  example: {},
});
