import type { JobDetail } from '../../../shared/job/schema.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatAbsolute } from '../../ui/format.ts';
import { safeLines, safeText } from '../../ui/safe-text.ts';
import classes from './facts.module.css';
import { priorityText } from './priority-text.ts';

/** What the job was given, and what it keeps beside its rows. Secrets come masked. */
export function InputView({ detail }: { detail: JobDetail }) {
  const { job, inputs, row, result } = detail;
  return (
    <div className={classes.view}>
      <Group title="Inputs" values={inputs} none="This flow asks for no inputs." />
      {row !== null && <Group title="Row" values={row} none="The row is empty." />}
      {result !== null && Object.keys(result).length > 0 && (
        <Group title="Extracted values" values={result} none="" />
      )}
      <Group
        title="Job"
        none=""
        values={{
          flow: `${job.flowName}, version ${job.flowVersion}`,
          priority: priorityText(job.priority),
          browser: job.headed ? 'headed, its window is shown' : 'headless',
          queued: formatAbsolute(job.createdAt),
          due: formatAbsolute(job.runAt),
          retries: `at most ${job.maxRetries}`,
        }}
      />
    </div>
  );
}

interface GroupProps {
  title: string;
  values: Readonly<Record<string, unknown>>;
  none: string;
}

function Group({ title, values, none }: GroupProps) {
  const entries = Object.entries(values);
  return (
    <section className={classes.group}>
      <h3 className={classes.heading}>{title}</h3>
      {entries.length === 0 ? (
        <EmptyState>{none}</EmptyState>
      ) : (
        <dl className={classes.facts}>
          {entries.map(([name, value]) => (
            <div key={name} className={classes.fact}>
              <dt>
                <bdi>{safeText(name, 100)}</bdi>
              </dt>
              <dd>
                <bdi>{valueText(value)}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return value === '' ? '(empty)' : safeLines(value);
  return safeLines(JSON.stringify(value, null, 2));
}
