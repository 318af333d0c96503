import type { DisplayState } from '../../shared/job/state.ts';

/** How one state looks and is called, the same on every screen. */
export interface StateMeta {
  readonly word: string;
  /** Colour of text and icon. */
  readonly color: string;
  /** Ground of a badge in this state. */
  readonly soft: string;
  /** Letter after `g` that shows only this state. */
  readonly key: string;
}

function meta(state: DisplayState, word: string, key: string): StateMeta {
  return { word, color: `var(--st-${state})`, soft: `var(--st-${state}-soft)`, key };
}

/** Every state that a screen can show, in the order of the chips. */
export const STATE_META: Readonly<Record<DisplayState, StateMeta>> = {
  pending: meta('pending', 'Pending', 'e'),
  scheduled: meta('scheduled', 'Scheduled', 's'),
  processing: meta('processing', 'Processing', 'p'),
  parked: meta('parked', 'Parked', 'k'),
  retrying: meta('retrying', 'Waiting to retry', 'r'),
  stalled: meta('stalled', 'Stalled', 't'),
  cancelling: meta('cancelling', 'Cancelling', 'l'),
  completed: meta('completed', 'Completed', 'c'),
  completed_with_failed_rows: meta('completed_with_failed_rows', 'Completed with failed rows', 'd'),
  failed: meta('failed', 'Failed', 'f'),
  cancelled: meta('cancelled', 'Cancelled', 'x'),
};

/** The states in the order of the chips. */
export const STATE_ORDER: readonly DisplayState[] = [
  'pending',
  'scheduled',
  'processing',
  'parked',
  'retrying',
  'stalled',
  'cancelling',
  'completed',
  'completed_with_failed_rows',
  'failed',
  'cancelled',
];
