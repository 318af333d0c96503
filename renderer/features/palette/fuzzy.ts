/** Longest text that is compared, and longest search. */
const MAX_TEXT = 300;
const MAX_WANTED = 60;

/**
 * How well a text fits what was typed: a higher number fits better, null not at all. Every typed word must be found: as it stands, or
 * with its letters in order and others between them (`nj` finds “New job”). Case and accents do not count.
 */
export function fuzzyScore(wanted: string, text: string): number | null {
  const words = plain(wanted.slice(0, MAX_WANTED)).split(/\s+/).filter(Boolean);
  const within = plain(text.slice(0, MAX_TEXT));
  let sum = 0;
  for (const word of words) {
    const score = wordScore(word, within);
    if (score === null) return null;
    sum += score;
  }
  // Of two that fit as well, the shorter one is meant.
  return sum - within.length / MAX_TEXT;
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function wordScore(word: string, text: string): number | null {
  const at = bestPlace(word, text);
  if (at !== -1) return (isWordStart(text, at) ? 100 : 60) - at / MAX_TEXT;
  return scattered(word, text);
}

/** Where the word stands; at the start of a word if it does so anywhere. */
function bestPlace(word: string, text: string): number {
  const first = text.indexOf(word);
  for (let at = first; at !== -1; at = text.indexOf(word, at + 1)) if (isWordStart(text, at)) return at;
  return first;
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || /[^\p{L}\p{N}]/u.test(text.charAt(at - 1));
}

/** Letters in order, the first at the start of a word; starts of words are taken before other places. */
function scattered(word: string, text: string): number | null {
  let at = -1;
  let jumps = 0;
  for (const [index, letter] of [...word].entries()) {
    const next = nextStart(letter, text, at + 1) ?? (index === 0 ? -1 : text.indexOf(letter, at + 1));
    if (next === -1) return null;
    if (next !== at + 1) jumps += isWordStart(text, next) ? 1 : 4;
    at = next;
  }
  return Math.max(1, 40 - jumps);
}

function nextStart(letter: string, text: string, from: number): number | null {
  for (let at = text.indexOf(letter, from); at !== -1; at = text.indexOf(letter, at + 1))
    if (at === from || isWordStart(text, at)) return at;
  return null;
}
