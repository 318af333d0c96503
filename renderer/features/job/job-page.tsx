import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useId, useRef, useState } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { type KeyAction, useKeys } from '../../ui/use-keys.ts';
import { JobFrame } from './job-frame.tsx';
import { jobKey } from './job-keys.ts';
import classes from './job-page.module.css';
import { JobTitle } from './job-title.tsx';
import type { JobWays } from './job-ways.ts';
import type { JobWish, LogPlace } from './job-wish.ts';
import { useJob } from './use-job.ts';

/** From here on the page has room for the log beside the other parts. */
const LOG_BESIDE = '(min-width: 1200px)';

interface JobPageProps {
  jobId: JobId;
  /** A line of its log to begin at; null = none. */
  log: LogPlace | null;
  ways: JobWays;
}

/** One job on the whole page: its log beside its steps. The focus goes to its title. */
export function JobPage({ jobId, log, ways }: JobPageProps) {
  const titleId = useId();
  const { job, facts } = useJob(jobId);
  const title = useRef<HTMLHeadingElement>(null);
  const logBeside = useMediaQuery(LOG_BESIDE, window.matchMedia(LOG_BESIDE).matches);
  const [wish, setWish] = useState<JobWish | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another job on the same page is opened anew
  useEffect(() => title.current?.focus({ preventScroll: true }), [jobId]);
  const { above, below } = ways.neighbours;
  const act: KeyAction = ({ key }) => jobKey(key, job, ways, setWish);
  const goTo = (id: JobId | null): KeyAction => {
    return () => (id === null ? false : ways.onGo(id));
  };
  useKeys({
    Escape: ways.onClose,
    k: goTo(above),
    j: goTo(below),
    o: act,
    '.': act,
    r: act,
    e: act,
    s: act,
  });

  return (
    <section className={classes.page} data-log={logBeside || undefined} aria-labelledby={titleId}>
      <JobTitle
        titleRef={title}
        titleId={titleId}
        job={facts.detail?.job ?? null}
        jobId={jobId}
        isWhole
        ways={ways}
      />
      <JobFrame
        jobId={jobId}
        job={job}
        facts={facts}
        logBeside={logBeside}
        log={log}
        wish={wish}
        onWish={setWish}
        onOpenJob={ways.onGo}
      />
    </section>
  );
}
