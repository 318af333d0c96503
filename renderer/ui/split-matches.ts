/** A text cut where a word is found, so that the finds can be marked. */
export function splitMatches(text: string, find: string): readonly { text: string; found: boolean }[] {
  const needle = find.trim().toLowerCase();
  if (needle === '') return [{ text, found: false }];
  const parts: { text: string; found: boolean }[] = [];
  const low = text.toLowerCase();
  let from = 0;
  for (let at = low.indexOf(needle); at >= 0; at = low.indexOf(needle, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), found: false });
    parts.push({ text: text.slice(at, at + needle.length), found: true });
    from = at + needle.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), found: false });
  return parts;
}
