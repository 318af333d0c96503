import { currentLanguage } from '../../texts/index.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** A count or a sum in the window's language: `4,218`, `14.02`. */
export function numberText(value: number, digits = 2): string {
  const key = `${currentLanguage()} ${digits}`;
  const known = formats.get(key);
  if (known !== undefined) return known.format(value);
  const format = new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: digits });
  formats.set(key, format);
  return format.format(value);
}
