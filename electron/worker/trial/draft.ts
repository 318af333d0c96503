import { faultLine } from '../../../shared/errors.ts';
import { resolveInputs } from '../../../shared/flow/inputs.ts';
import { parseFlow } from '../../../shared/flow/parse.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import type { ClaimedJob } from '../../../shared/ipc/worker-protocol.ts';
import type { TrialRun } from '../../../shared/live/trial.ts';
import { parseCalled } from '../resume.ts';

/** A draft that is run, and the part of it that this run is for. */
export interface DraftRun {
  readonly flow: Flow;
  readonly called: ReadonlyMap<string, Flow>;
  /** Values of its inputs, with its defaults. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly run: TrialRun;
}

/** The draft as a person has changed it, with the inputs that its trial was given; or the sentence that says why it cannot be run. */
export function readDraft(
  text: {
    readonly flow: unknown;
    readonly called: Readonly<Record<string, unknown>>;
    readonly run: TrialRun;
  },
  given: ClaimedJob['inputs'],
): DraftRun | string {
  const parsed = parseFlow(text.flow);
  if (!parsed.ok) return `The draft cannot be run: ${parsed.faults.map(faultLine)[0] ?? 'it is not a flow.'}`;
  const called = parseCalled(text.called);
  if ('faults' in called)
    return `The draft cannot be run: ${called.faults[0] ?? 'it calls what it cannot call.'}`;
  const { flow } = parsed;
  const known = Object.entries(given).filter(([name]) => Object.hasOwn(flow.inputs, name));
  const inputs = resolveInputs(flow, Object.fromEntries(known));
  if (!inputs.ok) {
    return 'The draft asks for other inputs than this trial was given: run it in a new browser.';
  }
  return { flow, called: called.flows, inputs: inputs.values, run: text.run };
}
