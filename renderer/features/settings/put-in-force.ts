import type { SettingsNow } from '../../../shared/settings/schema.ts';
import { currentLanguage, speak } from '../../texts/index.ts';
import { chooseLanguage, LANGUAGE_KEY } from '../../texts/language.ts';
import { setLetterKeys } from '../../ui/use-keys.ts';

/**
 * Does what the settings say of the window itself. The language is kept in the window too, so that its next start needs not wait for
 * main to know it.
 */
export function putInForce({ values }: SettingsNow): void {
  const { language, letterKeys, motion } = values;
  setLetterKeys(letterKeys);
  document.documentElement.toggleAttribute('data-less-motion', motion === 'less');
  if (language === 'system') localStorage.removeItem(LANGUAGE_KEY);
  else localStorage.setItem(LANGUAGE_KEY, language);
  const wanted = chooseLanguage(language, navigator.languages);
  if (wanted !== currentLanguage()) void speak(wanted);
}
