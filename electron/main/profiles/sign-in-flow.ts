import { invariant } from '../../../shared/assert.ts';
import { parseFlow } from '../../../shared/flow/parse.ts';
import type { FlowStore, SavedFlow } from '../flows/flow-store.ts';

/** Its name is taken: no other flow may have it. */
export const SIGN_IN_FLOW = 'Sign in to a profile';

const DONE = 'Done';

const CONTENT = {
  runwright: 1,
  name: SIGN_IN_FLOW,
  description: 'Opens a page, waits until a person has signed in, and keeps the state in the profile.',
  inputs: { url: { type: 'text', required: true } },
  // A person is there: what fails is seen at once and begun again.
  retry: { max: 0 },
  // Whoever signs in types what is secret.
  artifacts: { screenshots: 'never', trace: 'never' },
  steps: [
    { action: 'goto', url: '{{input.url}}', waitUntil: 'domcontentloaded' },
    {
      action: 'ask',
      kind: 'choice',
      question: `Sign in in the browser window, or here with “Take over”. Then press ${DONE}.`,
      choices: [DONE, 'Not now'],
      as: 'answer',
    },
    {
      action: 'if',
      condition: `{{var.answer != '${DONE}'}}`,
      then: [{ action: 'fail', message: 'Nobody signed in: the profile stays as it was.' }],
    },
  ],
};

/** Saves the flow in which a person signs in; the same content again is the same version. */
export function saveSignInFlow(flows: FlowStore): SavedFlow {
  const parsed = parseFlow(CONTENT);
  invariant(parsed.ok, 'the flow in which a person signs in is right');
  return flows.save(parsed.flow, { isBuiltin: true });
}
