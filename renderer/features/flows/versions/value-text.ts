import { safeText } from '../../../ui/safe-text.ts';

const LONGEST = 300;

/** A value of a flow file as one line. */
export function valueText(value: unknown): string {
  return safeText(typeof value === 'string' ? value : JSON.stringify(value), LONGEST);
}
