export { chooseLanguage, LANGUAGE_KEY, Language } from '../../shared/texts/language.ts';
