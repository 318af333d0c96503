import type { Notice } from '../../../shared/notices/notice.ts';
import type { Language } from '../../../shared/texts/language.ts';

/** What main itself says to a person outside of its window. */
interface Words {
  readonly open: string;
  readonly pause: string;
  readonly resume: string;
  readonly quit: string;
  readonly processing: (n: number) => string;
  readonly parked: (n: number) => string;
  readonly failed: (n: number) => string;
  readonly paused: string;
  /** What stands below a notice that has no detail. */
  readonly body: Readonly<Record<Notice['kind'], string>>;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    open: 'Open Runwright',
    pause: 'Pause the queue',
    resume: 'Resume the queue',
    quit: 'Quit',
    processing: (n) => `${n} processing`,
    parked: (n) => `${n} parked`,
    failed: (n) => `${n} failed since the start`,
    paused: 'queue paused',
    body: {
      failed: 'Click to see why.',
      needsPerson: 'Click to help.',
      needsLogin: 'Its jobs wait until you sign in again.',
      batch: 'The jobs that you started together have ended.',
      bulk: 'The change of many jobs is done.',
    },
  },
  de: {
    open: 'Runwright öffnen',
    pause: 'Warteschlange anhalten',
    resume: 'Warteschlange fortsetzen',
    quit: 'Beenden',
    processing: (n) => `${n} in Arbeit`,
    parked: (n) => `${n} geparkt`,
    failed: (n) => `${n} seit dem Start fehlgeschlagen`,
    paused: 'Warteschlange angehalten',
    body: {
      failed: 'Klicken, um den Grund zu sehen.',
      needsPerson: 'Klicken, um zu helfen.',
      needsLogin: 'Seine Jobs warten, bis Sie sich wieder anmelden.',
      batch: 'Die gemeinsam gestarteten Jobs sind zu Ende.',
      bulk: 'Die Änderung vieler Jobs ist fertig.',
    },
  },
};
