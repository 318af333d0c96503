import { defineControl } from './define.ts';

export const spec = defineControl({
  type: 'break',
  title: 'Leave the loop',
  help: 'Ends the loop that this step stands in; the job goes on behind it.',
  params: {},
  describe: () => 'Leave the loop',
  example: {},
});
