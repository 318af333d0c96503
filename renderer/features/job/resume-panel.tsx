import { IconDownload, IconPlayerTrackNext } from '@tabler/icons-react';
import type { ResumeFrom } from '../../../shared/job/own-rows.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { Button } from '../../ui/button.tsx';
import { keptSentence, resumeOffers } from '../resume/index.ts';
import classes from './resume-panel.module.css';

interface ResumePanelProps {
  job: JobSummary;
  onResume: (from: ResumeFrom) => Promise<void>;
  onExportFailed: () => Promise<void>;
}

/** How the job can go on instead of beginning anew, and what is kept by that; of one that walks over rows, how far it is. */
export function ResumePanel({ job, onResume, onExportFailed }: ResumePanelProps) {
  const offers = resumeOffers(job).filter(({ off }) => off === null);
  if (offers.length === 0 && job.ownRows === undefined) return null;
  return (
    <section className={classes.panel} aria-label="Where it can go on">
      <p className={classes.words}>{keptSentence(job)}</p>
      <div className={classes.buttons}>
        {offers.map(({ from, word }) => (
          <Button
            key={from}
            size="sm"
            icon={<IconPlayerTrackNext size={14} stroke={1.5} />}
            onClick={() => void onResume(from)}
          >
            {word}
          </Button>
        ))}
        {job.ownRows !== undefined && job.failedRows > 0 && (
          <Button
            size="sm"
            icon={<IconDownload size={14} stroke={1.5} />}
            title="The rows that failed as CSV, each with its error"
            onClick={() => void onExportFailed()}
          >
            Export failed rows
          </Button>
        )}
      </div>
    </section>
  );
}
