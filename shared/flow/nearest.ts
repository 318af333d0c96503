/** Number of single-letter changes (insert, delete, replace, swap of neighbours) between two words. */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(i - 1, j) + 1, (row[j - 1] ?? 0) + 1, at(i - 1, j - 1) + cost);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, at(i - 2, j - 2) + 1);
      row.push(best);
    }
  }
  return at(a.length, b.length);
}

/** Longer words are cut before they are compared: nobody mistypes a key of 100 letters. */
const MAX_LENGTH = 64;

/**
 * The word of `words` that was most probably meant, or undefined when none is near:
 * at most one wrong letter in three (at least one, from two letters on), upper and lower case the same.
 */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const given = word.slice(0, MAX_LENGTH).toLowerCase();
  let best: string | undefined;
  const allowed = given.length < 2 ? 0 : Math.max(1, Math.floor(given.length / 3));
  let bestDistance = allowed + 1;
  for (const candidate of words) {
    const distance = editDistance(given, candidate.slice(0, MAX_LENGTH).toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
