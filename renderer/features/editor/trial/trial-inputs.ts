import { InputSpec } from '../../../../shared/flow/input.ts';
import type { FlowId } from '../../../../shared/ids.ts';
import { type FormValues, type InputSpecs, initialValues, validateInputs } from '../../new-job/input-form.ts';
import { type KeyValueStore, loadInputs, saveInputs } from '../../new-job/remembered-inputs.ts';
import type { LooseFlow } from '../loose.ts';

/** The inputs of a draft that can be read. */
export function inputSpecs({ inputs }: LooseFlow): InputSpecs {
  if (typeof inputs !== 'object' || inputs === null) return {};
  const specs = Object.entries(inputs).flatMap(([name, spec]): [string, InputSpec][] => {
    const parsed = InputSpec.safeParse(spec);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return Object.fromEntries(specs);
}

/** What the fields of a trial show first: what was typed for the last one of this flow, else the defaults. */
export function firstValues(storage: KeyValueStore, flowId: FlowId | null, specs: InputSpecs): FormValues {
  return initialValues(specs, flowId === null ? {} : loadInputs(ofTrials(storage), flowId));
}

/** Remembers what was typed, without secrets. */
export function remember(
  storage: KeyValueStore,
  flowId: FlowId | null,
  specs: InputSpecs,
  values: FormValues,
): void {
  if (flowId !== null) saveInputs(ofTrials(storage), flowId, specs, values);
}

/** True when a trial cannot begin before a person has typed something. */
export function mustAsk(specs: InputSpecs, values: FormValues): boolean {
  return Object.keys(validateInputs(specs, values)).length > 0;
}

/** Trials are given other values than jobs. */
function ofTrials(storage: KeyValueStore): KeyValueStore {
  return {
    getItem: (key) => storage.getItem(`${key}.trial`),
    setItem: (key, value) => storage.setItem(`${key}.trial`, value),
  };
}
