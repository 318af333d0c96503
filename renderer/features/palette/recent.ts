import * as z from 'zod';

const KEY = 'runwright-recent-commands';
const MOST = 8;
const Recent = z.array(z.string().max(100)).max(50);

/** The part of `localStorage` that is needed. */
type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

/** What was chosen last, newest first; nothing when that cannot be read. */
export function recentIds(storage: KeyValueStore): string[] {
  try {
    return Recent.parse(JSON.parse(storage.getItem(KEY) ?? '[]')).slice(0, MOST);
  } catch {
    return [];
  }
}

/** Remembers that this was chosen. A full or forbidden storage only means that it is not remembered. */
export function rememberId(storage: KeyValueStore, id: string): void {
  const ids = [id, ...recentIds(storage).filter((each) => each !== id)].slice(0, MOST);
  try {
    storage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // It is a comfort: the command runs all the same.
  }
}
