import { t } from '../../texts/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatShort } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import classes from './compare.module.css';
import {
  type ComparedRun,
  type ComparedStep,
  type ComparedValue,
  type Difference,
  differs,
} from './compare-runs.ts';
import { comparePaths } from './steps.ts';

interface CompareTableProps {
  steps: readonly ComparedStep[];
  /** What the two runs are called. */
  left: string;
  right: string;
  onShowStep: (path: string) => void;
}

/** Both runs side by side; what differs is named in words, and the first of it in the order of the flow is marked. */
export function CompareTable({ steps, left, right, onShowStep }: CompareTableProps) {
  const words = t().job.compare;
  if (steps.length === 0) return <EmptyState>{words.noSteps}</EmptyState>;
  const different = steps.filter(differs);
  const first = different.map(({ path }) => path).sort(comparePaths)[0];
  return (
    <>
      <p className={classes.note}>{different.length === 0 ? words.same : words.differ(different.length)}</p>
      <table className={classes.table} aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col">{words.step}</th>
            <th scope="col">{left}</th>
            <th scope="col">{right}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.path} data-differs={differs(step) || undefined}>
              <th scope="row" className={classes.step}>
                <StepName step={step} onShowStep={onShowStep} />
                {step.path === first && <span className={classes.first}>{words.first}</span>}
                <Differences differences={step.differences} />
              </th>
              <Run run={step.here} differences={step.differences} />
              <Run run={step.other} differences={step.differences} />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function StepName({ step, onShowStep }: { step: ComparedStep; onShowStep: (path: string) => void }) {
  const title = safeText((step.here ?? step.other)?.step.title ?? '', 200);
  const words = (
    <>
      <span className={classes.path}>{safeText(step.path, 40)}</span> <bdi>{title}</bdi>
    </>
  );
  if (step.here === null) return <span>{words}</span>;
  return (
    <button type="button" className={classes.link} onClick={() => onShowStep(step.path)}>
      {words}
    </button>
  );
}

function Differences({ differences }: { differences: readonly Difference[] }) {
  if (differences.length === 0) return null;
  const { what } = t().job.compare;
  return <span className={classes.what}>{differences.map((one) => what[one]).join(', ')}</span>;
}

function Run({ run, differences }: { run: ComparedRun | null; differences: readonly Difference[] }) {
  const words = t().job.compare;
  if (run === null) return <td className={classes.missing}>{words.missing}</td>;
  const { step, runs, tookMs } = run;
  const is = (difference: Difference): true | undefined => differences.includes(difference) || undefined;
  return (
    <td>
      <span data-state={step.state} data-changed={is('state')}>
        {words.state[step.state]}
      </span>{' '}
      {tookMs !== null && step.state !== 'skipped' && (
        <span data-changed={is('duration')}>{formatShort(tookMs)}</span>
      )}{' '}
      {runs > 1 && <span data-changed={is('runs')}>{words.times(runs)}</span>}
      <bdi className={classes.target} data-changed={is('target')} title={safeText(step.target)}>
        {safeText(`${step.action} ${step.target}`.trim(), 200)}
      </bdi>
      {is('candidate') && (
        <span className={classes.quiet} data-changed>
          {words.candidate((step.candidate ?? 0) + 1)}
        </span>
      )}
      {step.error !== null && <bdi className={classes.error}>{safeText(step.error.message, 300)}</bdi>}
    </td>
  );
}

interface CompareValuesProps {
  values: readonly ComparedValue[];
  left: string;
  right: string;
}

/** Inputs and cells of the row that differ; secrets are not among them. */
export function CompareValues({ values, left, right }: CompareValuesProps) {
  const words = t().job.compare;
  const text = (value: string | null): string => (value === null ? words.nothing : safeText(value, 300));
  return (
    <table className={classes.table} aria-label={words.values}>
      <thead>
        <tr>
          <th scope="col">{words.values}</th>
          <th scope="col">{left}</th>
          <th scope="col">{right}</th>
        </tr>
      </thead>
      <tbody>
        {values.map(({ name, here, other }) => (
          <tr key={name}>
            <th scope="row" className={classes.step}>
              <bdi>{safeText(name, 100)}</bdi>
            </th>
            <td>
              <bdi>{text(here)}</bdi>
            </td>
            <td>
              <bdi>{text(other)}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
