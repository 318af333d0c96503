import { count, type Forms } from '../texts/count.ts';
import type { Language } from '../texts/language.ts';
import type { Notice } from './notice.ts';

const JOBS: Readonly<Record<Language, Forms>> = {
  en: { one: 'job', other: 'jobs' },
  de: { one: 'Job', other: 'Jobs' },
};

type Teller = (notice: Notice) => string;

/** A notice in one line, without its detail. */
export function noticeTitle(language: Language, notice: Notice): string {
  return TITLES[language][notice.kind](notice);
}

const TITLES: Readonly<Record<Language, Readonly<Record<Notice['kind'], Teller>>>> = {
  en: {
    failed: ({ jobId, name, count: n }) =>
      jobId === null ? `${count('en', n, JOBS.en)} failed` : `${name} failed (#${jobId})`,
    needsPerson: ({ jobId, name, count: n }) =>
      jobId === null ? `${count('en', n, JOBS.en)} need a person` : `${name} needs a person (#${jobId})`,
    needsLogin: ({ name }) => `The profile “${name}” needs a login`,
    batch: (notice) => `${count('en', notice.count, JOBS.en)}: ${ends('en', notice)}`,
    bulk: ({ completed, count: n }) => `${completed} of ${count('en', n, JOBS.en)} changed`,
  },
  de: {
    failed: ({ jobId, name, count: n }) =>
      jobId === null ? `${count('de', n, JOBS.de)} fehlgeschlagen` : `${name} ist fehlgeschlagen (#${jobId})`,
    needsPerson: ({ jobId, name, count: n }) =>
      jobId === null
        ? `${count('de', n, JOBS.de)} brauchen einen Menschen`
        : `${name} braucht einen Menschen (#${jobId})`,
    needsLogin: ({ name }) => `Das Profil „${name}“ braucht eine Anmeldung`,
    batch: (notice) => `${count('de', notice.count, JOBS.de)}: ${ends('de', notice)}`,
    bulk: ({ completed, count: n }) => `${completed} von ${count('de', n, JOBS.de)} geändert`,
  },
};

const ENDS = {
  en: { completed: 'completed', failed: 'failed', cancelled: 'cancelled' },
  de: { completed: 'abgeschlossen', failed: 'fehlgeschlagen', cancelled: 'abgebrochen' },
} as const;

/** `38 completed, 2 failed`; what did not happen is left out. */
function ends(language: Language, { count: all, completed, failed }: Notice): string {
  const words = ENDS[language];
  const parts = [
    [completed, words.completed],
    [failed, words.failed],
    [all - completed - failed, words.cancelled],
  ] as const;
  return parts
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}`)
    .join(', ');
}
