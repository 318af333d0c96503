import type { Notice } from '../../../shared/notices/notice.ts';
import { noticeTitle } from '../../../shared/notices/sentences.ts';
import { count } from '../count.ts';

/** What the window tells by itself. */
export const notices = {
  title: 'Notices',
  unread: (n: number): string => count('en', n, { one: 'new notice', other: 'new notices' }),
  none: 'No notices since the app was started.',
  markRead: 'Mark all as read',
  show: 'Show',
  close: 'Close',
  isNew: 'new',
  sentence: (notice: Notice): string => noticeTitle('en', notice),
};
