import { count } from '../count.ts';
import type { Texts } from '../en/index.ts';

export const statistics: Texts['statistics'] = {
  title: 'Durchsatz',
  lastHour: 'letzte 60 min',
  endedWell: 'gut beendet',
  failed: 'fehlgeschlagen',
  now: 'Jetzt',
  perMinute: (jobs) => `${jobs} / min`,
  half: 'Die Hälfte endet in',
  most: '95 % enden in',
  share: 'Gut beendet',
  none: '–',
  bars: (ended, failed) =>
    `In der letzten Stunde ${ended === 1 ? 'endete' : 'endeten'} ${count('de', ended, { one: 'Job', other: 'Jobs' })}, davon ${failed} fehlgeschlagen`,
  causes: 'Fehler nach Ursache',
  causesHelp: 'Fasst die fehlgeschlagenen Jobs nach dem zusammen, was sie gemeinsam haben',
  noCauses: 'Keine fehlgeschlagenen Jobs. Nichts zu richten.',
  reading: 'Die Fehler werden gelesen',
  unreadable: 'Die Fehler konnten nicht gelesen werden',
  looked: (jobs) =>
    jobs === 1
      ? 'Der neueste fehlgeschlagene Job wurde angesehen.'
      : `Die neuesten ${count('de', jobs, { one: 'fehlgeschlagene Job', other: 'fehlgeschlagenen Jobs' })} wurden angesehen.`,
  causeJobs: (jobs) => count('de', jobs, { one: 'Job', other: 'Jobs' }),
  causeFlows: (flows) => count('de', flows, { one: 'Ablauf', other: 'Abläufe' }),
  newest: (id) => `Den neuesten öffnen, #${id}`,
  picture: 'Die Seite, als einer von ihnen fehlschlug',
  noPicture: 'kein Bild',
};
