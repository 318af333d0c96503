import * as z from 'zod';

/** The languages that the window speaks. */
export const Language = z.enum(['en', 'de']);
export type Language = z.output<typeof Language>;

/** Where a person's choice of language is kept; absent = as the system says. */
export const LANGUAGE_KEY = 'runwright-language';

/** The kept choice, else the first of the system's languages that the window speaks, else English. */
export function chooseLanguage(kept: string | null, wanted: readonly string[]): Language {
  const choice = Language.safeParse(kept);
  if (choice.success) return choice.data;
  for (const tag of wanted) {
    const spoken = Language.safeParse(tag.split('-')[0]);
    if (spoken.success) return spoken.data;
  }
  return 'en';
}
