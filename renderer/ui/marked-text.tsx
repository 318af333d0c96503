import { splitMatches } from './split-matches.ts';

/** A text with every find marked. */
export function MarkedText({ text, find }: { text: string; find: string }) {
  if (find.trim() === '') return text;
  let at = 0;
  return splitMatches(text, find).map((part) => {
    const key = at;
    at += part.text.length;
    return part.found ? <mark key={key}>{part.text}</mark> : <span key={key}>{part.text}</span>;
  });
}
