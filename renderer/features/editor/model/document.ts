import { findJsonFault } from '../../../../shared/flow/json-fault.ts';
import { isLoose } from '../../../../shared/flow/placed-steps.ts';
import type { LooseFlow } from '../loose.ts';
import { type NextKey, withKeys } from './step-keys.ts';

/** What is edited: the flow, and its text as a person wrote it where that is not the flow's own. */
export interface FlowDocument {
  readonly flow: LooseFlow;
  /** As it was typed; null = the text is made from the flow. */
  readonly typed: string | null;
  /** Why what was typed is no flow yet: then `flow` is what it was before. Null = it is one. */
  readonly broken: string | null;
}

/** What a new flow begins with. */
export const NEW_FLOW: LooseFlow = { runwright: 1, name: '', steps: [] };

/** Longest text of a flow, characters: what can be saved. */
export const MOST_TEXT = 5_000_000;

export function newDocument(): FlowDocument {
  return { flow: NEW_FLOW, typed: null, broken: null };
}

/** The document with another flow. */
export function withFlow(flow: LooseFlow): FlowDocument {
  return { flow, typed: null, broken: null };
}

/**
 * The document with another text. A text that is no JSON object keeps the flow that was there.
 * @param before what stood there; its steps give their keys to those in the same places
 */
export function withText(text: string, before: LooseFlow | null, next: NextKey): FlowDocument {
  const fault = textFault(text);
  const value: unknown = fault === null ? JSON.parse(withoutMark(text)) : null;
  if (fault === null && isLoose(value))
    return { flow: withKeys(value, before, next), typed: text, broken: null };
  return { flow: before ?? NEW_FLOW, typed: text, broken: fault ?? 'a flow is an object { … }' };
}

/** The text of the flow file, as it is saved. */
export function textOf({ flow, typed }: FlowDocument): string {
  return typed ?? `${JSON.stringify(flow, null, 2)}\n`;
}

function textFault(text: string): string | null {
  if (text.length > MOST_TEXT) return `it is longer than ${MOST_TEXT} characters`;
  const fault = findJsonFault(withoutMark(text));
  return fault === null ? null : `line ${fault.line}, column ${fault.column}: ${fault.message}`;
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
