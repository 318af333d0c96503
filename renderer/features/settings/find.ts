import { SETTING_NAMES } from '../../../shared/settings/registry.ts';
import type { SettingName } from '../../../shared/settings/schema.ts';
import { t } from '../../texts/index.ts';

/** True when every word stands in the text, in any place and case. */
export function hasWords(text: string, wanted: string): boolean {
  const low = text.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word));
}

/** The settings whose title, sentence or name has every word, in the order of the screen. */
export function findSettings(wanted: string): SettingName[] {
  return SETTING_NAMES.filter((name) => {
    const { title, help } = t().settings.items[name];
    return hasWords(`${title} ${help} ${name}`, wanted);
  });
}
