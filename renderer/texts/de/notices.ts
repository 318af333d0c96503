import { noticeTitle } from '../../../shared/notices/sentences.ts';
import { count } from '../count.ts';
import type { Texts } from '../en/index.ts';

export const notices: Texts['notices'] = {
  title: 'Mitteilungen',
  unread: (n) => count('de', n, { one: 'neue Mitteilung', other: 'neue Mitteilungen' }),
  none: 'Keine Mitteilungen seit dem Start der App.',
  markRead: 'Alle als gelesen markieren',
  show: 'Zeigen',
  close: 'Schließen',
  isNew: 'neu',
  sentence: (notice) => noticeTitle('de', notice),
};
