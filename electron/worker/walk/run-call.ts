import { ActionFailure } from '../../../shared/actions/run.ts';
import { resolveInputs } from '../../../shared/flow/inputs.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import type { Step } from '../../../shared/flow/step.ts';
import type { Valued } from '../scope.ts';
import { plain } from './loops.ts';
import type { ControlRun, ListEnd } from './walk.ts';

/** Runs the steps of another flow here: it sees its inputs and nothing else of this flow, and gives the named values back. */
export async function runCall(step: Step<'callFlow'>, { walk, place, log }: ControlRun): Promise<ListEnd> {
  const flow = walk.run.called?.get(step.flow);
  if (flow === undefined) {
    const message = `The flow “${step.flow}” did not come with the job.`;
    throw new ActionFailure('UnknownError', message, 'Queue a new job of this flow.');
  }
  const { scope } = walk.run;
  const inner = scope.call(
    flow,
    inputsOf(step, flow, (text) => scope.value(text)),
  );
  const end = await walk.call(flow, { scope: inner, dataset: step.dataset, place, log });
  for (const [here, there] of Object.entries(step.into ?? {})) {
    const valued = inner.valueOf(there);
    if (valued === undefined) throw gaveNothing(flow.name, there);
    scope.set(here, valued.value, valued.secret);
  }
  return end;
}

/** The inputs with their kinds and defaults; what is made from a secret is a secret there too. */
function inputsOf(
  { inputs = {} }: Step<'callFlow'>,
  flow: Flow,
  value: (text: string) => Valued,
): Record<string, Valued> {
  const given = Object.entries(inputs).map(([name, each]): [string, Valued] => [
    name,
    typeof each === 'string' ? value(each) : plain(each),
  ]);
  const isSecret = new Map(given.map(([name, { secret }]) => [name, secret]));
  const resolved = resolveInputs(flow, Object.fromEntries(given.map(([name, each]) => [name, each.value])));
  if (!resolved.ok) {
    const [fault] = resolved.faults;
    const hidden = isSecret.get(fault?.path.replace('inputs.', '') ?? '') === true;
    const why = hidden ? 'what an input was given does not fit.' : (fault?.message ?? '');
    const message = `The inputs do not fit the flow “${flow.name}”: ${why}`;
    throw new ActionFailure('UnknownError', message, 'Look at where the inputs get their values from.');
  }
  return Object.fromEntries(
    Object.entries(resolved.values).map(([name, each]) => [
      name,
      { value: each, secret: isSecret.get(name) === true || flow.inputs[name]?.secret === true },
    ]),
  );
}

function gaveNothing(flow: string, name: string): ActionFailure {
  const message = `The flow “${flow}” gave no value “${name}”: the step that gives it did not run.`;
  return new ActionFailure('UnknownError', message, 'Look at its steps, or leave the name out of “into”.');
}
