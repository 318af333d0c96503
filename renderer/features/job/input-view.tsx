import type { JobDetail } from '../../../shared/job/schema.ts';
import { formatAbsolute } from '../../ui/format.ts';
import { FactGroup } from './fact-group.tsx';
import classes from './facts.module.css';
import { OwnRowsView } from './own-rows-view.tsx';
import { priorityText } from './priority-text.ts';

/** What the job was given. Secrets come masked. */
export function InputView({ detail }: { detail: JobDetail }) {
  const { job, inputs, row } = detail;
  return (
    <div className={classes.view}>
      {job.ownRows !== undefined && <OwnRowsView jobId={job.id} rev={job.rev} />}
      <FactGroup title="Inputs" values={inputs} none="This flow asks for no inputs." />
      {row !== null && <FactGroup title="Row" values={row} none="The row is empty." />}
      <FactGroup
        title="Job"
        none=""
        values={{
          flow: `${job.flowName}, version ${job.flowVersion}`,
          priority: priorityText(job.priority),
          browser: job.headed ? 'headed, its window is shown' : 'headless',
          queued: formatAbsolute(job.createdAt),
          due: formatAbsolute(job.runAt),
          retries: `at most ${job.maxRetries}`,
          ...whereSet({ 'unique key': detail.uniqueKey, profile: detail.profile, site: detail.site }),
        }}
      />
    </div>
  );
}

/** The facts that there are: most jobs have none of these. */
function whereSet(facts: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== null),
  );
}
