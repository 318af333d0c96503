import type { Candidate } from '../../../shared/flow/target.ts';

/** One turn of one loop. */
export interface Turn {
  /** From 1. */
  readonly number: number;
  /** How many there will be; null = only the loop's condition knows. */
  readonly of: number | null;
}

/** Where the runner is: in the flow, and in the turns of the loops around. */
export interface Place {
  /** `4.2`; empty for the flow itself. */
  readonly path: string;
  /** Of the loops around, outermost first. */
  readonly turns: readonly Turn[];
  /** Path of the innermost loop; empty outside of loops. */
  readonly loop: string;
  /** So many turns of it are on record that only failures still are. */
  readonly quiet: boolean;
  /** The current element of each loop over elements, by its name. */
  readonly elements: ReadonlyMap<string, Candidate>;
}

export const FLOW_PLACE: Place = { path: '', turns: [], loop: '', quiet: false, elements: new Map() };

/** `turn 3 of 10, 2 of 5`; empty outside of loops. */
export function turnsText(turns: readonly Turn[]): string {
  if (turns.length === 0) return '';
  const words = turns.map(({ number, of }) => (of === null ? String(number) : `${number} of ${of}`));
  return `turn ${words.join(', ')}`;
}

/**
 * The name of one run of a `once` step: its path, and the numbers of the turns in loops (`4.2 (turn 3)`). How many turns there
 * are is left out: it may be another number when the loop is tried again, and the turn would still be the same.
 */
export function onceKey({ path, turns }: Place): string {
  return turns.length === 0 ? path : `${path} (turn ${turns.map(({ number }) => number).join(', ')})`;
}
