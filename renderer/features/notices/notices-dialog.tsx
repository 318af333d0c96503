import { useStore } from 'zustand';
import { type Notice, placeOf, type WantedPlace } from '../../../shared/notices/notice.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { ClockTime } from '../../ui/time-text.tsx';
import { useNotices } from './context.ts';
import classes from './notices-dialog.module.css';

/** The last notices, newest first; each opens what it is about. */
export function NoticesDialog({ onGo }: { onGo: (place: WantedPlace) => void }) {
  const notices = useNotices();
  const { notices: list, opened } = useStore(notices.store);
  const words = t().notices;
  const hasNew = list.some(({ read }) => !read);
  return (
    <Dialog
      opened={opened}
      onClose={() => notices.setOpened(false)}
      title={words.title}
      width={560}
      footer={
        <Button offReason={hasNew ? undefined : words.none} onClick={() => void notices.markRead()}>
          {words.markRead}
        </Button>
      }
    >
      {list.length === 0 ? (
        <EmptyState>{words.none}</EmptyState>
      ) : (
        <ul className={classes.list}>
          {list.map((notice) => (
            <li key={notice.id}>
              <Line
                notice={notice}
                onClick={() => {
                  notices.setOpened(false);
                  onGo(placeOf(notice));
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function Line({ notice, onClick }: { notice: Notice; onClick: () => void }) {
  const words = t().notices;
  return (
    <button type="button" className={classes.line} data-new={!notice.read || undefined} onClick={onClick}>
      <span className={classes.head}>
        <bdi className={classes.sentence}>{safeText(words.sentence(notice))}</bdi>
        {!notice.read && <span className={classes.mark}>{words.isNew}</span>}
        <span className={classes.time}>
          <ClockTime at={notice.at} />
        </span>
      </span>
      {notice.detail !== '' && <bdi className={classes.detail}>{safeText(notice.detail)}</bdi>}
    </button>
  );
}
