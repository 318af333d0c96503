import * as z from 'zod';

/** Playwright's builds that the app can install, by the names that Playwright's installer has for them. */
export const Installable = z.enum(['chromium', 'chromium-headless-shell', 'firefox', 'webkit']);
export type Installable = z.output<typeof Installable>;

export const INSTALLABLE_NAMES: Readonly<Record<Installable, string>> = {
  chromium: 'Chromium',
  'chromium-headless-shell': 'the headless shell',
  firefox: 'Firefox',
  webkit: 'WebKit',
};

/** What to do about a build that a job missed; `or` is another way out. */
export function installMend(kind: Installable, or = ''): string {
  return `Install ${INSTALLABLE_NAMES[kind]} on the page Browsers, then retry the job${or}.`;
}

/** Which build an error's mend asks for; null = the mend is about something else. */
export function installableOf(mend: string): Installable | null {
  return Installable.options.find((kind) => mend.startsWith(installMend(kind).slice(0, -1))) ?? null;
}
