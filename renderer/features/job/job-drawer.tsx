import { type KeyboardEvent, useId, useState } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { t } from '../../texts/index.ts';
import { isTyping, useKeys } from '../../ui/use-keys.ts';
import classes from './job-drawer.module.css';
import { JobFrame } from './job-frame.tsx';
import { jobKey } from './job-keys.ts';
import { JobTitle } from './job-title.tsx';
import type { JobWays } from './job-ways.ts';
import type { JobWish, LogPlace } from './job-wish.ts';
import { useDrawerFocus } from './use-drawer-focus.ts';
import { type DrawerWidth, NARROWEST, useDrawerWidth } from './use-drawer-width.ts';
import { useJob } from './use-job.ts';

interface JobDrawerProps {
  jobId: JobId;
  /** A line of its log to begin at; null = none. */
  log: LogPlace | null;
  ways: JobWays;
}

/** Everything about one job, at the right of the list. Focus goes to its title and back when it closes. */
export function JobDrawer({ jobId, log, ways }: JobDrawerProps) {
  const titleId = useId();
  const { job, facts } = useJob(jobId);
  const { drawer, title } = useDrawerFocus(jobId);
  const width = useDrawerWidth();
  const [wish, setWish] = useState<JobWish | null>(null);
  // The keys of the list act on the job under the keyboard; this one is the open job's from everywhere.
  useKeys({ Escape: ways.onClose, o: ways.onTurn });
  /** What a dialog above the drawer hears is not meant for it. */
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const isWithin = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (!isWithin || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      ways.onClose();
    }
    if (isTyping(event.target)) return;
    if (jobKey(event.key, job, ways, setWish)) event.preventDefault();
  };

  return (
    <aside
      ref={drawer}
      className={classes.drawer}
      style={{ width: width.width }}
      aria-labelledby={titleId}
      onKeyDown={onKeyDown}
    >
      <WidthHandle width={width} />
      <JobTitle
        titleRef={title}
        titleId={titleId}
        job={facts.detail?.job ?? null}
        jobId={jobId}
        isWhole={false}
        ways={ways}
      />
      <JobFrame
        jobId={jobId}
        job={job}
        facts={facts}
        logBeside={false}
        log={log}
        wish={wish}
        onWish={setWish}
        onOpenJob={ways.onGo}
      />
    </aside>
  );
}

function WidthHandle({ width }: { width: DrawerWidth }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is no thematic break
    <div
      role="separator"
      tabIndex={0}
      className={classes.handle}
      aria-orientation="vertical"
      aria-label={t().job.width}
      aria-valuemin={NARROWEST}
      aria-valuemax={width.widest}
      aria-valuenow={width.width}
      onPointerDown={width.onPointerDown}
      onPointerMove={width.onPointerMove}
      onKeyDown={width.onKeyDown}
    />
  );
}
