/** Letters that may stand before a hit, and how many are kept of more. */
const MOST_BEFORE = 48;
const KEPT_BEFORE = 24;

/** A line cut at its beginning where its first hit would else stand out of sight. */
export function aroundHit(line: string, find: string): string {
  const at = line.toLowerCase().indexOf(find.trim().toLowerCase());
  return at > MOST_BEFORE ? `…${line.slice(at - KEPT_BEFORE)}` : line;
}
