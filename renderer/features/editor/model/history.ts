/** One state that can be gone back to. */
interface Entry<D> {
  readonly document: D;
  /** What was changed to come to it; changes of the same key that follow closely are one. */
  readonly key: string;
  /** When it was last changed, monotonic milliseconds. */
  readonly at: number;
}

/** A document with everything that it was before, and what was taken back. */
export interface History<D> {
  readonly past: readonly Entry<D>[];
  readonly now: Entry<D>;
  readonly future: readonly Entry<D>[];
}

/** Changes of one key that follow each other within this are one step of undo. */
export const TOGETHER_MS = 1000;

export function startHistory<D>(document: D): History<D> {
  return { past: [], now: { document, key: '', at: Number.NEGATIVE_INFINITY }, future: [] };
}

/** The history with one more change. An empty `key` stands for itself alone. @param at monotonic milliseconds */
export function record<D>(history: History<D>, document: D, key: string, at: number): History<D> {
  const { past, now, future } = history;
  if (document === now.document) return history;
  const next = { document, key, at };
  const goesOn = key !== '' && key === now.key && at - now.at < TOGETHER_MS && future.length === 0;
  return { past: goesOn ? past : [...past, now], now: next, future: [] };
}

/** One change back; the same history where there is none. */
export function undo<D>({ past, now, future }: History<D>): History<D> {
  const last = past.at(-1);
  if (last === undefined) return { past, now, future };
  return { past: past.slice(0, -1), now: ended(last), future: [now, ...future] };
}

/** One change forward again. */
export function redo<D>({ past, now, future }: History<D>): History<D> {
  const [next, ...rest] = future;
  if (next === undefined) return { past, now, future };
  return { past: [...past, now], now: ended(next), future: rest };
}

/** What is typed after an undo is a change of its own. */
function ended<D>(entry: Entry<D>): Entry<D> {
  return { ...entry, key: '' };
}
