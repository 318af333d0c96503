import type { Clock, Disposable } from '../../../shared/clock.ts';
import type { Notice } from '../../../shared/notices/notice.ts';
import type { ReadableDb } from '../../database/open.ts';
import { getSummary } from '../../database/queries.ts';
import { NoticeCenter } from './notice-center.ts';
import { NoticeWatch, type NoticeWatchDeps } from './notice-watch.ts';

interface Over extends Omit<NoticeWatchDeps, 'add' | 'nameOf'> {
  readonly db: ReadableDb;
  readonly clock: Clock;
}

/** The notices of one app, and who finds out what they are. Whoever shows them elsewhere too says so with `tellBySystem`. */
export function noticesOver({ db, clock, ...sources }: Over): {
  readonly notices: NoticeCenter;
  readonly noticeWatch: NoticeWatch;
  tellBySystem(tell: (notice: Notice) => void): Disposable;
} {
  const tellers = new Set<(notice: Notice) => void>();
  const notices = new NoticeCenter({
    clock,
    tell: (notice) => {
      for (const tell of tellers) tell(notice);
    },
  });
  const noticeWatch = new NoticeWatch({
    ...sources,
    nameOf: (id) => getSummary(db, id).flowName,
    add: (news) => notices.add(news),
  });
  return {
    notices,
    noticeWatch,
    tellBySystem(tell) {
      tellers.add(tell);
      return { dispose: () => void tellers.delete(tell) };
    },
  };
}
