import { runAction } from '../../../electron/worker/run-action.ts';
import type { StepOutcome } from '../../../shared/actions/run.ts';
import { parseFlow } from '../../../shared/flow/parse.ts';
import { isActionStep } from '../../../shared/flow/step.ts';
import { FakePage, fakeContext, type Told } from '../../support/fake-page.ts';

/** Runs one step on a fake page, after it went through the flow's schema. */
export async function runStep(
  step: object,
  page = new FakePage(),
): Promise<{ done: string[]; told: Told; outcome: StepOutcome }> {
  const parsed = parseFlow(flowOf(step));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const [first] = parsed.flow.steps;
  if (first === undefined || !isActionStep(first)) throw new Error('this is no step of an action');
  const { context, told } = fakeContext(page);
  const outcome = await runAction(first, context);
  return { done: page.done, told, outcome };
}

/** The faults of a step: `path: message`. */
export function stepFaults(step: object): string[] {
  const parsed = parseFlow(flowOf(step));
  return parsed.ok
    ? []
    : parsed.faults.map(({ path, message }) => `${path.replace(/^steps\[0\]\.?/, '')}: ${message}`);
}

function flowOf(step: object): object {
  const inputs = { file: { type: 'text' }, folder: { type: 'text' }, agree: { type: 'text' } };
  return { runwright: 1, name: 'One step', inputs, steps: [step] };
}
