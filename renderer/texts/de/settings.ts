import { count } from '../count.ts';
import type { Texts } from '../en/index.ts';

export const settings: Texts['settings'] = {
  search: 'Einstellungen durchsuchen',
  found: (n) => count('de', n, { one: 'Einstellung', other: 'Einstellungen' }),
  none: 'Keine Einstellung enthält diese Wörter.',
  showAll: 'Alle Einstellungen zeigen',
  notRead: 'Die Einstellungen konnten nicht gelesen werden',
  notKept: 'Nicht übernommen',
  changed: 'geändert',
  outside: 'von außen gesetzt',
  outsideHelp: 'RUNWRIGHT_SETTINGS gibt sie vor; hier lässt sie sich nicht ändern.',
  byDefault: (value) => `Standard: ${value}`,
  reset: (title) => `„${title}“ zurücksetzen`,
  wasReset: (title) => `${title} ist wieder wie am Anfang`,
  kept: (title, value) => `${title}: ${value}`,
  unitOf: (title) => `Einheit von „${title}“`,
  next: 'Gilt für Jobs, die ab jetzt eingereiht werden.',
  range: (min, max) => `Von ${min} bis ${max}.`,
  on: 'an',
  off: 'aus',
  seconds: 's',
  minutes: 'min',
  groups: {
    queue: 'Warteschlange und Zeiten',
    retries: 'Wiederholungen',
    workers: 'Worker',
    window: 'Fenster',
    notices: 'Mitteilungen des Systems',
    background: 'Im Hintergrund',
  },
  items: {
    pollMs: {
      title: 'Nach Jobs fragen',
      help: 'Wie oft ein freier Worker von selbst nach Jobs fragt; neue Jobs beginnen ohnehin sofort.',
    },
    heartbeatMs: { title: 'Lebenszeichen', help: 'Wie oft jeder Worker meldet, dass er lebt.' },
    leaseMs: {
      title: 'Tot nach',
      help: 'Ein Worker, der so lange kein Lebenszeichen gibt, wird beendet; seine Jobs kehren in die Warteschlange zurück.',
    },
    sweepMs: {
      title: 'Nach stummen Workern sehen',
      help: 'Wie oft die App nach Jobs sucht, deren Worker schweigt.',
    },
    cancelGraceMs: {
      title: 'Zeit zum Anhalten',
      help: 'Wie lange ein abgebrochener Job anhalten darf, bevor sein Worker beendet wird.',
    },
    quitGraceMs: {
      title: 'Zeit beim Beenden',
      help: 'So lange dürfen laufende Jobs beim Beenden der App noch fertig werden; der Rest kehrt in die Warteschlange zurück.',
    },
    maxRetries: {
      title: 'Wiederholungen',
      help: 'Wie oft ein fehlgeschlagener Job von selbst wiederholt wird, wenn sein Ablauf nichts anderes sagt.',
    },
    retryBackoffMs: {
      title: 'Pause vor der Wiederholung',
      help: 'Die erste Wiederholung wartet so lange, die zweite 4-mal, die dritte 9-mal so lange.',
    },
    retryJitter: {
      title: 'Zufall in der Pause',
      help: 'Der Anteil der Pause, der dem Zufall überlassen ist, damit nicht viele Jobs zugleich wiederkehren.',
    },
    maxCrashes: {
      title: 'Beendete Worker',
      help: 'Ein Job, der seinen Worker so oft zu Fall gebracht hat, schlägt fehl, statt wiederholt zu werden.',
    },
    workers: { title: 'Worker', help: 'Wie viele Prozesse Jobs ausführen.' },
    jobsPerWorker: { title: 'Jobs je Worker', help: 'Wie viele Jobs jeder Worker zugleich ausführt.' },
    maxHeld: {
      title: 'Gehaltene Browser',
      help: 'Wie viele Browser fehlgeschlagener Schritte jeder Worker höchstens für einen Menschen offen hält.',
    },
    language: {
      title: 'Sprache',
      help: 'Was das Fenster, das Symbol neben der Uhr und die Mitteilungen sprechen.',
    },
    letterKeys: {
      title: 'Tasten mit einem Buchstaben',
      help: 'Einzelne Buchstaben sind Befehle, etwa n für einen neuen Job; Tasten mit Strg gelten immer.',
    },
    motion: { title: 'Bewegung', help: 'Ob sich etwas bewegen darf, wenn es erscheint und verschwindet.' },
    notifyFailed: {
      title: 'Ein Job ist fehlgeschlagen',
      help: 'Das System meldet fehlgeschlagene Jobs, solange kein Fenster von Runwright im Vordergrund ist.',
    },
    notifyPerson: {
      title: 'Ein Job braucht einen Menschen',
      help: 'Das System meldet Jobs, die auf Sie warten, und Profile, die eine Anmeldung brauchen.',
    },
    notifyBatch: {
      title: 'Ein Stapel ist fertig',
      help: 'Das System meldet, wie viele der gemeinsam gestarteten Jobs abgeschlossen sind.',
    },
    tray: {
      title: 'Symbol neben der Uhr',
      help: 'Zeigt, wie viele Jobs laufen, auf Sie warten oder heute fehlschlugen, wo das System einen solchen Platz hat.',
    },
    runOn: {
      title: 'Ohne Fenster weiterlaufen',
      help: 'Beim Schließen des Fensters laufen die Jobs weiter; sonst beendet es die App.',
    },
    startAtLogin: {
      title: 'Beim Anmelden starten',
      help: 'Startet Runwright mit Ihrer Sitzung, ohne Fenster; seine Jobs laufen.',
    },
  },
  choices: {
    system: 'Wie das System',
    en: 'English',
    de: 'Deutsch',
    less: 'So wenig wie möglich',
    light: 'Hell',
    dark: 'Dunkel',
    auto: 'Wie das System',
  },
  theme: { title: 'Aussehen', help: 'Hell oder dunkel, in diesem Fenster.' },
  loginFile: (file) => `Das steht in ${file}.`,
};
