import { squeeze } from './match-text.ts';
import { parseDate } from './parse-date.ts';
import { parseNumber } from './parse-number.ts';

export type Transform = 'trim' | 'number' | 'date' | 'link';

/**
 * Makes a value of what was read. Null when the text is no number or no date.
 * Without a transform the text stays as it is but for the white space around it.
 */
export function transformValue(text: string, transform: Transform | undefined): string | number | null {
  switch (transform) {
    case 'trim':
      return squeeze(text);
    case 'number':
      return parseNumber(text);
    case 'date':
      return parseDate(text);
    // The page port has made it absolute already: only the page knows what it is relative to.
    case 'link':
    case undefined:
      return text.trim();
  }
}
