/**
 * The first characters of a text, as a text of its own: a mere slice keeps the whole text in memory for as long as it
 * lives itself.
 */
export function shortText(text: string, most: number): string {
  return text.length <= most ? text : structuredClone(text.slice(0, most));
}
