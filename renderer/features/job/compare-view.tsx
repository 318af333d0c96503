import { useMemo, useState } from 'react';
import type { JobId, LeaseEpoch } from '../../../shared/ids.ts';
import type { AttemptRecord, JobDetail } from '../../../shared/job/schema.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useLateFlag } from '../../ui/use-late-flag.ts';
import classes from './compare.module.css';
import { compareRuns, compareValues } from './compare-runs.ts';
import { CompareTable, CompareValues } from './compare-table.tsx';
import { stepRows } from './steps.ts';
import { useGoodJob } from './use-good-job.ts';

interface CompareViewProps {
  detail: JobDetail;
  onOpenJob: (id: JobId) => void;
  onShowStep: (path: string, epoch: LeaseEpoch) => void;
}

/** One attempt of the job beside the last good job of its flow, or beside another attempt, step by step. */
export function CompareView({ detail, onOpenJob, onShowStep }: CompareViewProps) {
  const attempts = detail.attempts;
  const last = attempts.at(-1);
  const [chosen, setChosen] = useState<LeaseEpoch | null>(null);
  const [against, setAgainst] = useState<LeaseEpoch | 0>(0);
  const epoch = chosen ?? last?.epoch ?? null;
  const good = useGoodJob(detail.job.id, against === 0);
  const isLate = useLateFlag(against === 0 && good.phase === 'looking', 150);
  const words = t().job.compare;
  if (epoch === null) return <EmptyState>{words.noSteps}</EmptyState>;
  const isGood = against === 0;
  return (
    <section className={classes.view} aria-label={words.title}>
      <div className={classes.bar}>
        <h3 className={classes.title}>{words.title}</h3>
        <Choice
          label={t().job.attemptShown}
          value={epoch}
          options={attemptOptions(attempts)}
          onChange={setChosen}
        />
        <span className={classes.quiet}>{words.with}</span>
        <Choice
          label={words.with}
          value={against}
          options={[
            { value: 0 as const, text: words.lastGood },
            ...attemptOptions(attempts.filter((one) => one.epoch !== epoch)),
          ]}
          onChange={setAgainst}
        />
        {isGood && good.phase === 'found' && (
          <Button size="sm" onClick={() => onOpenJob(good.detail.job.id)}>
            {words.open(good.detail.job.id)}
          </Button>
        )}
      </div>
      {isGood && isLate && <p className={classes.note}>{words.looking}</p>}
      {isGood && good.phase === 'none' && <p className={classes.note}>{words.noGood}</p>}
      {isGood && good.phase === 'failed' && <ErrorPanel title={words.failed} detail={good.message} />}
      {isGood && good.phase === 'found' && (
        <Compared
          here={detail}
          epoch={epoch}
          other={good.detail}
          otherEpoch={goodEpoch(good.detail)}
          onShowStep={onShowStep}
        />
      )}
      {!isGood && (
        <Compared here={detail} epoch={epoch} other={detail} otherEpoch={against} onShowStep={onShowStep} />
      )}
    </section>
  );
}

function attemptOptions(attempts: readonly AttemptRecord[]) {
  return attempts.map((one) => ({ value: one.epoch, text: t().job.attempt(one.attempt) }));
}

/** The attempt that made the job a good one. */
function goodEpoch({ attempts }: JobDetail): LeaseEpoch | null {
  return attempts.findLast(({ outcome }) => outcome === 'completed')?.epoch ?? attempts.at(-1)?.epoch ?? null;
}

interface ComparedProps {
  here: JobDetail;
  epoch: LeaseEpoch;
  other: JobDetail;
  otherEpoch: LeaseEpoch | null;
  onShowStep: (path: string, epoch: LeaseEpoch) => void;
}

function Compared({ here, epoch, other, otherEpoch, onShowStep }: ComparedProps) {
  const words = t().job.compare;
  const steps = useMemo(
    () => compareRuns(stepRows(here, epoch), otherEpoch === null ? [] : stepRows(other, otherEpoch)),
    [here, epoch, other, otherEpoch],
  );
  const values = useMemo(
    () => compareValues({ ...here.inputs, ...here.row }, { ...other.inputs, ...other.row }),
    [here, other],
  );
  const name = (detail: JobDetail, of: LeaseEpoch | null): string =>
    words.here(detail.job.id, detail.attempts.find((one) => one.epoch === of)?.attempt ?? 1);
  const [left, right] = [name(here, epoch), name(other, otherEpoch)];
  return (
    <>
      {here.job.flowVersion !== other.job.flowVersion && (
        <p className={classes.note}>{words.versions(here.job.flowVersion, other.job.flowVersion)}</p>
      )}
      {values.length > 0 && <CompareValues values={values} left={left} right={right} />}
      <CompareTable steps={steps} left={left} right={right} onShowStep={(path) => onShowStep(path, epoch)} />
    </>
  );
}
