import type { Entry, OldRow } from './entries.ts';

/**
 * The rows of now with those that are not there any more among them: each behind the row that it came after in its run, as far as
 * that one is still there and shown.
 * @param removed numbers of the old rows without a partner, in order
 */
export function withRemoved(
  entries: readonly Entry[],
  oldRows: readonly OldRow[],
  removed: readonly number[],
): Entry[] {
  const behind = anchors(entries, oldRows, removed);
  const all: Entry[] = [];
  const add = (entry: Entry): void => void all.push(entry);
  // One by one: a million of them do not fit into the arguments of one call.
  behind.get(-1)?.forEach(add);
  entries.forEach((entry, at) => {
    add(entry);
    behind.get(at)?.forEach(add);
  });
  return all;
}

/** The removed rows by the entry that they stand behind; -1 = in front of all. */
function anchors(
  entries: readonly Entry[],
  oldRows: readonly OldRow[],
  removed: readonly number[],
): Map<number, Entry[]> {
  const partners = new Int32Array(oldRows.length).fill(-1);
  entries.forEach(({ old }, at) => {
    if (old >= 0) partners[old] = at;
  });
  const behind = new Map<number, Entry[]>();
  const gone = new Set(removed);
  let anchor = -1;
  oldRows.forEach(({ source, seq, passes, sort }, old) => {
    if (!gone.has(old)) anchor = partners[old] === -1 ? anchor : (partners[old] ?? anchor);
    else if (passes) push(behind, anchor, { kind: 'removed', source, seq, old, number: 0, sort });
  });
  return behind;
}

function push(behind: Map<number, Entry[]>, anchor: number, entry: Entry): void {
  const there = behind.get(anchor);
  if (there === undefined) behind.set(anchor, [entry]);
  else there.push(entry);
}
