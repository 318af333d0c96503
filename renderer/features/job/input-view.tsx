import type { JobDetail } from '../../../shared/job/schema.ts';
import { t } from '../../texts/index.ts';
import { formatAbsolute } from '../../ui/format.ts';
import { FactGroup } from './fact-group.tsx';
import classes from './facts.module.css';
import { howFacts } from './how-facts.ts';
import { OwnRowsView } from './own-rows-view.tsx';
import { priorityText } from './priority-text.ts';

/** What the job was given and how it runs. Secrets come masked. */
export function InputView({ detail }: { detail: JobDetail }) {
  const { job, inputs, row } = detail;
  const words = t().job.input;
  return (
    <div className={classes.view}>
      {job.ownRows !== undefined && <OwnRowsView jobId={job.id} rev={job.rev} />}
      <FactGroup title={words.inputs} values={inputs} none={words.noInputs} />
      {row !== null && <FactGroup title={words.row} values={row} none={words.emptyRow} />}
      <FactGroup title={words.how} values={howFacts(detail.run)} />
      <FactGroup title={words.job} values={jobFacts(detail)} />
    </div>
  );
}

function jobFacts({ job, called, uniqueKey, profile, site }: JobDetail): Record<string, string> {
  const words = t().job.input;
  const calls = Object.entries(called ?? {}).map(([name, version]) => words.flowVersion(name, version));
  return {
    [words.flow]: words.flowVersion(job.flowName, job.flowVersion),
    ...(calls.length === 0 ? {} : { [words.calls]: calls.join('\n') }),
    [words.priority]: priorityText(job.priority),
    [words.browser]: job.headed ? words.headed : words.headless,
    [words.queued]: formatAbsolute(job.createdAt),
    [words.due]: formatAbsolute(job.runAt),
    [words.retries]: words.atMost(job.maxRetries),
    ...whereSet({ [words.key]: uniqueKey, [words.profile]: profile, [words.site]: site }),
  };
}

/** The facts that there are: most jobs have none of these. */
function whereSet(facts: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== null),
  );
}
