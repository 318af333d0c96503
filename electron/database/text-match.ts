/** A condition with the pattern that must be bound to it. */
export interface TextMatch {
  readonly condition: string;
  readonly pattern: string;
}

/**
 * The condition of a text that holds another one, upper and lower case alike. SQLite's LIKE knows the case of ASCII letters
 * only; texts with other letters are matched by GLOB, each letter as the set of its two cases. LIKE is some times faster.
 * @param column what is looked at, as SQL
 * @param value where the pattern is bound: `@pattern`
 */
export function textMatch(column: string, value: string, text: string): TextMatch {
  const letters = [...text];
  if (letters.some((letter) => letter > '\u007f' && casesOf(letter).length > 1)) {
    return { condition: `${column} GLOB ${value}`, pattern: `*${letters.map(globSet).join('')}*` };
  }
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return { condition: `${column} LIKE ${value} ESCAPE '\\'`, pattern };
}

function casesOf(letter: string): string[] {
  // ß in upper case is two letters: what is no single one cannot stand in a set.
  const cases = [letter, letter.toLowerCase(), letter.toUpperCase()].filter((one) => [...one].length === 1);
  return [...new Set(cases)];
}

function globSet(letter: string): string {
  const cases = casesOf(letter);
  return cases.length > 1 || '*?['.includes(letter) ? `[${cases.join('')}]` : letter;
}
