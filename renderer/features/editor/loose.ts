/**
 * A flow file's object as it is while a person writes: it may have faults, so nothing but its being an object is known.
 * What it means is asked of `parseFlow`.
 */
export type LooseFlow = Readonly<Record<string, unknown>>;

/** A step as it is while a person writes. */
export type LooseStep = Readonly<Record<string, unknown>>;

/**
 * A change of one part of the flow. Changes of the same `key` that follow each other closely are one step of undo,
 * so that typing a word is taken back at once.
 */
export type Change<T> = (next: T, key: string) => void;
