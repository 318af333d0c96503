import { IconBan, IconBolt, IconReload } from '@tabler/icons-react';
import type { DatasetSummary, JobSummary } from '../../../shared/job/schema.ts';
import { displayState } from '../../../shared/job/state.ts';
import { Button } from '../../ui/button.tsx';
import { formatDue } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { StateBadge } from '../../ui/state-badge.tsx';

import { useTicked } from '../../ui/use-now.ts';
import { ExportMenu } from './export-menu.tsx';
import { jobActions, whyLine } from './job-actions.ts';
import classes from './job-header.module.css';
import type { JobWish } from './job-wish.ts';
import { MoreActions } from './more-actions.tsx';
import type { JobFacts, JobStoreActions } from './store.ts';
import { summaryLine } from './summary-line.ts';

interface HeaderProps {
  job: JobSummary;
  datasets: readonly DatasetSummary[];
  facts: Pick<JobFacts, 'busy' | 'actionError' | 'exportNote'>;
  actions: JobStoreActions;
  onWish: (wish: JobWish) => void;
}

/** State, one line of where the job stands, and what can be done with it. */
export function JobHeader({ job, datasets, facts, actions, onWish }: HeaderProps) {
  const state = useTicked((now) => displayState(job, now));
  const summary = useTicked((now) => {
    const waits = job.state === 'pending' && job.runAt > now;
    return summaryLine(job, waits ? formatDue(job.runAt, now) : null);
  });
  const why = useTicked((now) => whyLine(job, now));
  const runNowOff = useTicked((now) => jobActions(job, now).runNow);
  const { cancel, retry, exportRows } = jobActions(job, job.runAt);
  return (
    <div className={classes.header}>
      <div className={classes.stateRow}>
        <StateBadge state={state} variant="soft" />
        <bdi className={classes.summary} title={safeText(summary)}>
          {safeText(summary)}
        </bdi>
      </div>
      <div className={classes.buttons}>
        <Button
          icon={<IconBan size={16} stroke={1.5} />}
          hotkey="."
          offReason={cancel ?? undefined}
          onClick={() => void actions.cancel()}
        >
          Cancel
        </Button>
        <Button
          icon={<IconReload size={16} stroke={1.5} />}
          hotkey="r"
          offReason={retry ?? undefined}
          onClick={() => void actions.retry()}
        >
          Retry
        </Button>
        <Button
          icon={<IconBolt size={16} stroke={1.5} />}
          offReason={runNowOff ?? undefined}
          title={job.waitsFor === 'jobs' ? 'It will not wait for the other jobs.' : undefined}
          onClick={() => void actions.runNow()}
        >
          Run now
        </Button>
        <MoreActions job={job} onResume={actions.resume} onWish={onWish} />
        <span className={classes.spacer} />
        <ExportMenu
          datasets={datasets}
          rowCount={job.rowCount}
          offReason={exportRows ?? undefined}
          onExport={actions.exportRows}
        />
      </div>
      <HeaderNote facts={facts} why={why} />
    </div>
  );
}

/** The line under the buttons; it keeps its height, so nothing moves when its sentence changes. */
function HeaderNote({ facts, why }: { facts: HeaderProps['facts']; why: string }) {
  const { actionError, exportNote } = facts;
  if (actionError !== null) {
    return (
      <p className={`${classes.note} ${classes.bad}`} role="alert">
        {safeText(actionError)}
      </p>
    );
  }
  if (exportNote?.kind === 'failed') {
    return (
      <p className={`${classes.note} ${classes.bad}`} role="alert">
        The rows could not be saved: {safeText(exportNote.error.message)}
      </p>
    );
  }
  if (exportNote?.kind === 'saved') {
    const path = safeText(exportNote.path);
    return (
      <p className={`${classes.note} ${classes.good}`} role="status" title={path}>
        Saved {exportNote.rows === 1 ? '1 row' : `${exportNote.rows} rows`} to <bdi>{path}</bdi>
      </p>
    );
  }
  return (
    <p className={classes.note} title={why}>
      {why}
    </p>
  );
}
