import {
  IconArrowDown,
  IconArrowsDiagonal,
  IconArrowUp,
  IconLayoutSidebarRight,
  IconX,
} from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { t } from '../../texts/index.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { TrialBadge } from '../../ui/trial-badge.tsx';
import classes from './job-header.module.css';
import type { JobWays } from './job-ways.ts';

const ICON = { size: 16, stroke: 1.5 } as const;

interface TitleProps {
  titleRef: RefObject<HTMLHeadingElement | null>;
  titleId: string;
  /** Null while the job is being read. */
  job: JobSummary | null;
  jobId: JobId;
  /** Has the job the whole page, or a drawer beside the list? */
  isWhole: boolean;
  ways: JobWays;
}

/** Name and number of the job, and the ways to others; the focus stands here when it opens. */
export function JobTitle({ titleRef, titleId, job, jobId, isWhole, ways }: TitleProps) {
  const Heading = isWhole ? 'h1' : 'h2';
  const words = t().job;
  return (
    <div className={classes.titleRow}>
      <Heading ref={titleRef} id={titleId} className={classes.title} tabIndex={-1}>
        {job !== null && <bdi className={classes.name}>{safeText(job.flowName, 200)}</bdi>}
        {job?.trial !== undefined && <TrialBadge />}
        <span className={classes.number}>{job === null ? words.number(jobId) : `#${jobId}`}</span>
      </Heading>
      {job !== null && job.subtitle !== '' && (
        <bdi className={classes.subtitle} title={safeText(job.subtitle)}>
          {safeText(job.subtitle)}
        </bdi>
      )}
      <span className={classes.ways}>
        <Neighbours ways={ways} />
        <IconButton
          label={isWhole ? words.besideList : words.wholePage}
          icon={isWhole ? <IconLayoutSidebarRight {...ICON} /> : <IconArrowsDiagonal {...ICON} />}
          onClick={ways.onTurn}
        />
        <IconButton
          label={isWhole ? words.backToJobs : words.closeDrawer}
          icon={<IconX {...ICON} />}
          onClick={ways.onClose}
        />
      </span>
    </div>
  );
}

/** `2 of 1,284` and the arrows; nothing for a job that the list does not show. */
function Neighbours({ ways: { neighbours, onGo } }: { ways: JobWays }) {
  const { place, total, above, below } = neighbours;
  if (place === null) return null;
  const words = t().job;
  return (
    <>
      {total !== null && (
        <span className={classes.place}>{words.place(formatCount(place), formatCount(total))}</span>
      )}
      <IconButton
        label={words.newer}
        icon={<IconArrowUp {...ICON} />}
        aria-disabled={above === null || undefined}
        onClick={() => above !== null && onGo(above)}
      />
      <IconButton
        label={words.older}
        icon={<IconArrowDown {...ICON} />}
        aria-disabled={below === null || undefined}
        onClick={() => below !== null && onGo(below)}
      />
    </>
  );
}
