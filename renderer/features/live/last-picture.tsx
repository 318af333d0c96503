import type { ArtifactRecord, JobDetail } from '../../../shared/job/schema.ts';
import { isEnded } from '../../../shared/job/state.ts';
import { LAST_PICTURE } from '../../../shared/live/live-view.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { artifactUrl } from '../job/artifact-url.ts';
import classes from './live.module.css';

/** How the page looked at last, when the job does not run. */
export function LastPicture({ detail }: { detail: JobDetail }) {
  const picture = lastPicture(detail.artifacts);
  if (picture === null) return <EmptyState>{nothing(detail)}</EmptyState>;
  return (
    <div className={classes.tab}>
      <p className={classes.note}>
        {isEnded(detail.job.state) ? 'The job has ended' : 'The job does not run now'}: this is the last
        picture of its page.
      </p>
      <div className={classes.picture}>
        <img
          className={classes.canvas}
          src={artifactUrl(detail.job.id, picture.id)}
          alt={`The page of job ${detail.job.id} as it was at last`}
        />
      </div>
    </div>
  );
}

/** The newest attempt's own last picture, else its newest screenshot. */
export function lastPicture(artifacts: readonly ArtifactRecord[]): ArtifactRecord | null {
  const pictures = artifacts.filter(({ kind }) => kind === 'screenshot');
  const epoch = Math.max(...pictures.map((picture) => picture.epoch));
  const newest = pictures.filter((picture) => picture.epoch === epoch);
  return (
    newest.find(({ name }) => name === LAST_PICTURE) ?? newest.toSorted((a, b) => b.at - a.at)[0] ?? null
  );
}

function nothing({ job }: JobDetail): string {
  if (job.startedAt === null) return 'The page shows here while the job runs. It has not begun yet.';
  return 'There is no last picture: the job was quick and nobody looked, its flow wants none, or it has secrets.';
}
