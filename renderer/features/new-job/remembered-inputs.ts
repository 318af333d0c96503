import * as z from 'zod';
import type { FlowId } from '../../../shared/ids.ts';
import type { FormValues, InputSpecs } from './input-form.ts';

const Remembered = z.record(z.string(), z.union([z.string(), z.boolean()]));

/** The part of `localStorage` that is needed. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

function keyOf(flowId: FlowId): string {
  return `runwright.inputs.${flowId}`;
}

/** What was typed the last time this flow was run; nothing when that cannot be read. */
export function loadInputs(storage: KeyValueStore, flowId: FlowId): FormValues {
  try {
    return Remembered.parse(JSON.parse(storage.getItem(keyOf(flowId)) ?? '{}'));
  } catch {
    return {};
  }
}

/** Keeps what was typed, without the secrets. A full or forbidden storage only means that nothing is kept. */
export function saveInputs(
  storage: KeyValueStore,
  flowId: FlowId,
  specs: InputSpecs,
  values: FormValues,
): void {
  const plain = Object.entries(values).filter(([name]) => specs[name] !== undefined && !specs[name].secret);
  try {
    storage.setItem(keyOf(flowId), JSON.stringify(Object.fromEntries(plain)));
  } catch {
    // Remembering is a comfort: the job is queued all the same.
  }
}
