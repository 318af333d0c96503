import type { QueryFault } from '../../../shared/job/query.ts';
import { count } from '../count.ts';
import type { Texts } from '../en/index.ts';

const jobs = (n: number): string => count('de', n, { one: 'Job', other: 'Jobs' });

function fault({ kind, qualifier, value }: QueryFault): string {
  switch (kind) {
    case 'qualifier':
      return `${qualifier}: gibt es nicht.`;
    case 'name':
      return `${qualifier}: braucht einen Namen nach einem Punkt: ${qualifier.split('.')[0]}.city:Oslo`;
    case 'empty':
      return qualifier === ''
        ? 'In den Anführungszeichen steht nichts.'
        : `${qualifier}: braucht einen Wert.`;
    case 'value':
      return `${qualifier}: kennt „${value}“ nicht.`;
    case 'many':
      return 'Das sind zu viele Bedingungen für eine Suche.';
  }
}

export const jobsSearch: Texts['jobsSearch'] = {
  search: 'Jobs suchen',
  placeholder: 'state: flow: tag: error: worker: priority: input.x: log:"…" after: before:',
  clear: 'Suche leeren',
  suggestions: 'Vorschläge',
  takeAway: (token) => `${token} wegnehmen`,
  fault,
  nearest: 'Am nächsten:',
  ofAll: 'von allen',
  lookedThrough: (n) => `Die neuesten ${jobs(n)} wurden durchgesehen.`,
  lookFurther: 'Weitersuchen',
  columns: 'Spalten',
  columnNames: {
    state: 'Zustand',
    flow: 'Ablauf',
    progress: 'Fortschritt',
    attempt: 'Versuch',
    worker: 'Worker',
    started: 'Begonnen / fällig',
    duration: 'Dauer',
    rows: 'Zeilen',
    artifacts: 'Dateien',
    priority: 'Priorität',
    queued: 'Eingereiht',
  },
  always: 'immer zu sehen',
  moveLeft: (name) => `${name} nach links`,
  moveRight: (name) => `${name} nach rechts`,
  widthOf: (name) => `Breite von ${name}`,
  compact: 'Niedrige Zeilen',
  asAtFirst: 'Wie am Anfang',
  sortBy: (name) => `Nach ${name} sortieren`,
  saveView: 'Ansicht sichern',
  viewName: 'Name der Ansicht',
  views: 'Gesicherte Ansichten',
  nothingToSave: 'Erst suchen, einen Zustand wählen oder sortieren: Dann gibt es etwas zu sichern.',
  tooManyViews: 'So viele Ansichten gehen nicht: erst eine löschen.',
  viewMenu: (name) => `Aktionen für Ansicht ${name}`,
  viewDeleted: (name) => `Ansicht „${name}“ ist gelöscht.`,
  viewsNotKept: 'Die Ansichten konnten nicht gesichert werden',
  rename: 'Umbenennen',
  moveUp: 'Nach oben',
  moveDown: 'Nach unten',
  tagEllipsis: 'Tags…',
  tags: 'Tags',
  tagQuestion: (n) => `Tags für ${jobs(n)}, durch Leerzeichen getrennt:`,
  tagRule: 'Ein bis 20 Wörter ohne Komma, Doppelpunkt und Anführungszeichen, je höchstens 40 Zeichen.',
  addTags: 'Hinzufügen',
  removeTags: 'Wegnehmen',
  keepThem: 'Behalten',
  deleteJobs: (n) => `${jobs(n)} löschen`,
  deleteQuestion: (n, others) =>
    `${jobs(n)} mit Protokoll, Zeilen und Dateien löschen?${others === 0 ? '' : ` ${jobs(others)} noch ohne Ende: Das bleibt.`}`,
  deleteAllQuestion: (n) =>
    `Von ${jobs(n)} alles löschen, was beendet ist, mit Protokoll, Zeilen und Dateien? Was nicht beendet ist, bleibt.`,
  deleted: (n) => `${jobs(n)} gelöscht.`,
  broughtBack: (n) => `${jobs(n)} zurückgeholt.`,
  notBroughtBack: 'Die Jobs konnten nicht zurückgeholt werden',
};
