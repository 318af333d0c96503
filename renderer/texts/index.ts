import { createStore } from 'zustand/vanilla';
import { en, type Texts } from './en/index.ts';
import type { Language } from './language.ts';

export { count, type Forms } from './count.ts';

let texts: Texts = en;

/** The language that `t()` speaks; what is drawn is drawn anew when it changes. */
export const spoken = createStore<{ readonly language: Language }>(() => ({ language: 'en' }));

/** The window's words in its present language: `t().results.title`. Read when it is drawn or said, never kept. */
export function t(): Texts {
  return texts;
}

/** The language that `t()` speaks. */
export function currentLanguage(): Language {
  return spoken.getState().language;
}

/** Makes `t()` speak another language; its words are loaded when they are needed. */
export async function speak(wanted: Language): Promise<void> {
  texts = wanted === 'de' ? (await import('./de/index.ts')).de : en;
  document.documentElement.lang = wanted;
  spoken.setState({ language: wanted });
}
