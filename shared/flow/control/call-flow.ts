import * as z from 'zod';
import { OnError } from '../../actions/define.ts';
import { InputValue, Name } from '../input.ts';
import { defineControl } from './define.ts';

export const spec = defineControl({
  type: 'callFlow',
  title: 'Call a flow',
  help: 'Runs the steps of another saved flow here, in the same browser.',
  params: {
    /** The name of the saved flow, as it stands in the list. */
    flow: z.string().trim().min(1).max(200),
    /** Values for its inputs; it sees nothing else of this flow. */
    inputs: z.record(Name, InputValue).optional(),
    /** A name here → the name of a value that the called flow gives: `{ "price": "total" }`. */
    into: z.record(Name, Name).optional(),
    /** All rows of the called flow go to this dataset; absent = to those that it names itself. */
    dataset: z.string().min(1).max(100).optional(),
    onError: OnError.optional(),
  },
  describe: ({ flow }) => `Call the flow “${flow.length > 60 ? `${flow.slice(0, 60)}…` : flow}”`,
  example: { flow: 'Sign in', inputs: { user: 'robin' }, into: { greeting: 'welcome' } },
});
