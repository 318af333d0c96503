import type { StateCounts } from '../../../shared/job/schema.ts';
import type { DisplayState } from '../../../shared/job/state.ts';
import { STATE_META, STATE_ORDER } from '../../ui/state-meta.ts';

/** The chip of every job, whatever its state. */
export const ALL = 'all';
export type Chip = DisplayState | typeof ALL;

const CHIPS: readonly Chip[] = [ALL, ...STATE_ORDER];

/** Measures of `state-chips.module.css`, on the wide side, so that a chip never is cut. */
const PADDING = 24;
const ICON = 18;
const LETTER = 6.6;
const GAP = 4;
const MORE_BUTTON = 100;
const NARROWEST = 64;

/** What folds first: what asks for nobody goes before what does. All, Parked and the chosen one never fold. */
const FOLDING: readonly Chip[] = [
  'cancelled',
  'scheduled',
  'completed_with_failed_rows',
  'cancelling',
  'completed',
  'pending',
  'stalled',
  'retrying',
  'processing',
  'failed',
];

/**
 * Which chips have room: states without a job fold first, and what fits again after a wide one folded comes back.
 * @param width pixels that the row has
 */
export function fitChips(
  counts: StateCounts | null,
  selected: Chip,
  width: number,
): { readonly shown: readonly Chip[]; readonly folded: readonly Chip[] } {
  const foldable = FOLDING.filter((chip) => chip !== selected);
  const empty = foldable.filter((chip) => (counts?.[chip] ?? 0) === 0);
  const filled = foldable.filter((chip) => !empty.includes(chip));
  const kept = new Set<Chip>(CHIPS);
  for (const chip of [...empty, ...filled]) {
    if (rowWidth(kept) <= width) break;
    kept.delete(chip);
  }
  takeBack(kept, filled, width);
  if (filled.every((chip) => kept.has(chip))) takeBack(kept, empty, width);
  return {
    shown: CHIPS.filter((chip) => kept.has(chip)),
    folded: CHIPS.filter((chip) => !kept.has(chip)),
  };
}

function takeBack(kept: Set<Chip>, chips: readonly Chip[], width: number): void {
  for (const chip of chips.toReversed()) {
    if (rowWidth(new Set([...kept, chip])) <= width) kept.add(chip);
  }
}

function rowWidth(chips: ReadonlySet<Chip>): number {
  let width = chips.size < CHIPS.length ? MORE_BUTTON : 0;
  for (const chip of chips) width += chipWidth(chip) + GAP;
  return width;
}

function chipWidth(chip: Chip): number {
  const word = chip === ALL ? 'All' : STATE_META[chip].word;
  return Math.max(NARROWEST, PADDING + (chip === ALL ? 0 : ICON) + word.length * LETTER);
}
