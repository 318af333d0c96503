import { SETTING_LOOKS } from '../../../shared/settings/registry.ts';
import type { SettingName, SettingValue } from '../../../shared/settings/schema.ts';
import { currentLanguage, t } from '../../texts/index.ts';

export type TimeUnit = 'seconds' | 'minutes';

export const UNIT_MS: Readonly<Record<TimeUnit, number>> = { seconds: 1000, minutes: 60_000 };

/** Whole minutes are told as such from two minutes on; all else in seconds. */
export function unitOf(ms: number): TimeUnit {
  return ms >= 2 * UNIT_MS.minutes && ms % UNIT_MS.minutes === 0 ? 'minutes' : 'seconds';
}

/** A value as it is read: `30 s`, `2 min`, `50 %`, `5`, `on`, `English`. */
export function valueText(name: SettingName, value: SettingValue): string {
  const words = t().settings;
  if (typeof value === 'boolean') return value ? words.on : words.off;
  if (typeof value === 'string') return words.choices[value] ?? value;
  const numbers = new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: 3 });
  switch (SETTING_LOOKS[name].kind) {
    case 'time': {
      const unit = unitOf(value);
      return `${numbers.format(value / UNIT_MS[unit])} ${words[unit]}`;
    }
    case 'share':
      return `${numbers.format(value * 100)} %`;
    default:
      return numbers.format(value);
  }
}

/** The typed number times `scale`, or null when it is none or lies outside. A comma counts as a point. */
export function typedNumber(
  text: string,
  scale: number,
  { min, max }: { readonly min: number; readonly max: number },
  isWhole: boolean,
): number | null {
  if (!/^\d{1,9}([.,]\d{1,6})?$/.test(text.trim())) return null;
  const exact = Number(text.trim().replace(',', '.')) * scale;
  const value = isWhole ? Math.round(exact) : exact;
  if (isWhole && Math.abs(value - exact) > 1e-6) return null;
  return value >= min && value <= max ? value : null;
}
