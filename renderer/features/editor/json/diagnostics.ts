import type { Fault } from '../../../../shared/errors.ts';
import { findJsonFault } from '../../../../shared/flow/json-fault.ts';
import { keysOf } from '../forms/paths.ts';
import { type JsonTree, placeOf, type Span } from './json-places.ts';

/** A fault with its place in the text. */
export interface PlacedFault extends Span {
  readonly message: string;
  /** The nearest right word, where a text stands that it may replace. */
  readonly nearest: string | undefined;
}

/** More marks help nobody, and each costs a walk over the text. */
const MOST = 200;

/** Where the faults of a text are. While it is no JSON, only the first place where it stops being JSON is told. */
export function placedFaults(tree: JsonTree, text: string, faults: readonly Fault[]): readonly PlacedFault[] {
  const broken = findJsonFault(text);
  if (broken !== null) {
    const from = offsetOf(text, broken.line, broken.column);
    return [{ from, to: Math.min(text.length, from + 1), message: `${broken.message}.`, nearest: undefined }];
  }
  return faults.slice(0, MOST).map(({ path, message, nearest }) => {
    const { from, to } = placeOf(tree, text, keysOf(path) ?? []);
    const isText =
      text[from] === '"' && text[to - 1] === '"' && to - from > 1 && !text.slice(from, to).includes('{{');
    return { from, to, message, nearest: isText ? nearest : undefined };
  });
}

function offsetOf(text: string, line: number, column: number): number {
  let from = 0;
  for (let at = 1; at < line; at++) from = text.indexOf('\n', from) + 1;
  return Math.min(text.length, from + column - 1);
}
