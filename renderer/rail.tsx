import { IconHelpCircle, IconListDetails, IconRoute } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { countOpen, useJobs } from './features/jobs/index.ts';
import type { Page } from './places.ts';
import classes from './rail.module.css';
import { router } from './router.ts';
import { formatCount, plural } from './ui/format.ts';
import { Kbd } from './ui/kbd.tsx';
import { Mark } from './ui/mark.tsx';
import { SchemeSwitch } from './ui/scheme-switch.tsx';

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

/** The places of the window, the theme, and help. */
export function Rail({ page, onHelp }: { page: Page; onHelp: () => void }) {
  const open = useJobs((s) => (s.counts === null ? 0 : countOpen(s.counts)));
  return (
    <nav className="shell-rail" aria-label="Places">
      <div className="shell-brand">
        <Mark size={20} />
        Runwright
      </div>
      <Item
        icon={<IconListDetails {...ICON} />}
        isCurrent={page === 'jobs'}
        onClick={() => router.go({ page: 'jobs' })}
        count={open}
      >
        Jobs
      </Item>
      <Item
        icon={<IconRoute {...ICON} />}
        isCurrent={page === 'flows'}
        onClick={() => router.go({ page: 'flows' })}
        count={0}
      >
        Flows
      </Item>
      <div className={classes.spring} />
      <SchemeSwitch />
      <button type="button" className={classes.item} onClick={onHelp}>
        <IconHelpCircle {...ICON} />
        Keys and help
        <span className={classes.spring} />
        <Kbd>?</Kbd>
      </button>
    </nav>
  );
}

interface ItemProps {
  icon: ReactNode;
  isCurrent: boolean;
  onClick: () => void;
  /** Jobs that have not ended; 0 shows nothing. */
  count: number;
  children: string;
}

function Item({ icon, isCurrent, onClick, count, children }: ItemProps) {
  return (
    <button
      type="button"
      className={classes.item}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={onClick}
    >
      {icon}
      {children}
      <span className={classes.spring} />
      {count > 0 && (
        <span className={classes.count} title={`${plural(count, 'job')} not ended`}>
          {formatCount(count)}
        </span>
      )}
    </button>
  );
}
