import { count } from '../count.ts';
import type { Texts } from '../en/index.ts';

export const common: Texts['common'] = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  delete: 'Löschen',
  save: 'Speichern',
  tryAgain: 'Nochmals versuchen',
  undo: 'Rückgängig',
  jobs: (n) => count('de', n, { one: 'Job', other: 'Jobs' }),
  rows: (n) => count('de', n, { one: 'Zeile', other: 'Zeilen' }),
  steps: (n) => count('de', n, { one: 'Schritt', other: 'Schritte' }),
  flows: (n) => count('de', n, { one: 'Ablauf', other: 'Abläufe' }),
};
