import { IconBell } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { t } from '../../texts/index.ts';
import classes from './bell.module.css';
import { useNotices } from './context.ts';

/** Stands in the status bar: how many notices are new, and the way to all of them. */
export function Bell() {
  const notices = useNotices();
  const unread = useStore(notices.store, (s) => s.notices.filter(({ read }) => !read).length);
  const words = t().notices;
  return (
    <button
      type="button"
      className={classes.bell}
      aria-haspopup="dialog"
      aria-label={unread === 0 ? words.title : `${words.title}: ${words.unread(unread)}`}
      title={words.title}
      data-new={unread > 0 || undefined}
      onClick={() => notices.setOpened(true)}
    >
      <IconBell size={14} stroke={1.5} aria-hidden="true" />
      {unread > 0 && <span>{unread}</span>}
    </button>
  );
}
