import {
  IconAdjustments,
  IconAlertTriangle,
  IconBook2,
  IconBrowser,
  IconCpu,
  IconDeviceDesktop,
  IconHelpCircle,
  IconListDetails,
  IconRoute,
  IconTable,
  IconUserCheck,
  IconWorldCog,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { countOpen, useJobs, useViews, ViewsRail } from './features/jobs/index.ts';
import { useProfiles } from './features/profiles/index.ts';
import { useWorkers } from './features/workers/index.ts';
import { PLACE_KEYS } from './place-keys.ts';
import type { Page } from './places.ts';
import classes from './rail.module.css';
import { router } from './router.ts';
import { t } from './texts/index.ts';
import { formatCount, plural } from './ui/format.ts';
import { Kbd } from './ui/kbd.tsx';
import { Mark } from './ui/mark.tsx';
import { SchemeSwitch } from './ui/scheme-switch.tsx';

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

/** The places of the window, the theme, and help. */
export function Rail({ page, onHelp }: { page: Page; onHelp: () => void }) {
  const open = useJobs((s) => (s.counts === null ? 0 : countOpen(s.counts)));
  return (
    <nav className="shell-rail" aria-label={t().places.nav}>
      <div className="shell-brand">
        <Mark size={20} />
        Runwright
      </div>
      <Item
        icon={<IconListDetails {...ICON} />}
        page="jobs"
        now={page}
        count={open}
        countTitle={`${plural(open, 'job')} not ended`}
      />
      <Item icon={<IconRoute {...ICON} />} page="flows" now={page} />
      <Item icon={<IconTable {...ICON} />} page="results" now={page} />
      <Profiles now={page} />
      <Item icon={<IconWorldCog {...ICON} />} page="sites" now={page} />
      <Item icon={<IconDeviceDesktop {...ICON} />} page="live" now={page} />
      <Workers now={page} />
      <Item icon={<IconBrowser {...ICON} />} page="browsers" now={page} />
      <Item icon={<IconAdjustments {...ICON} />} page="settings" now={page} />
      <Item icon={<IconBook2 {...ICON} />} page="help" now={page} />
      <ViewsRail store={useViews()} onShow={() => router.go({ page: 'jobs' })} />
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

/** With a sign when one of them needs a login. */
function Profiles({ now }: { now: Page }) {
  const needed = useProfiles(
    (s) => s.profiles?.filter(({ loginNeededAt }) => loginNeededAt !== null).length ?? 0,
  );
  return (
    <Item
      icon={<IconUserCheck {...ICON} />}
      page="profiles"
      now={now}
      sign={
        needed > 0 && (
          <IconAlertTriangle
            size={14}
            stroke={1.5}
            role="img"
            aria-label={needed === 1 ? 'one needs a login' : `${needed} need a login`}
          />
        )
      }
    />
  );
}

/** With how many live, and with a sign when the app holds new ones back. */
function Workers({ now }: { now: Page }) {
  const alive = useWorkers((s) => s.workers?.filter(({ state }) => state !== 'offline').length ?? 0);
  const isDegraded = useWorkers((s) => s.pool?.state === 'degraded');
  return (
    <Item
      icon={<IconCpu {...ICON} />}
      page="workers"
      now={now}
      count={alive}
      countTitle={plural(alive, 'worker')}
      sign={isDegraded && <IconAlertTriangle size={14} stroke={1.5} role="img" aria-label="degraded" />}
    />
  );
}

interface ItemProps {
  icon: ReactNode;
  page: Page;
  /** The place that is shown. */
  now: Page;
  /** 0 shows nothing. */
  count?: number;
  countTitle?: string;
  /** What asks for a look. */
  sign?: ReactNode;
}

function Item({ icon, page, now, count = 0, countTitle, sign }: ItemProps) {
  const word = t().places[page];
  return (
    <button
      type="button"
      className={classes.item}
      aria-current={page === now ? 'page' : undefined}
      title={`${word} (g ${PLACE_KEYS[page]})`}
      onClick={() => router.go({ page })}
    >
      {icon}
      {word}
      <span className={classes.spring} />
      {sign && <span className={classes.sign}>{sign}</span>}
      {count > 0 && (
        <span className={classes.count} title={countTitle}>
          {formatCount(count)}
        </span>
      )}
    </button>
  );
}
