import { IconStack2 } from '@tabler/icons-react';
import { useId } from 'react';
import { useStore } from 'zustand';
import type { JobId } from '../../../shared/ids.ts';
import type { Dataset, DatasetRun } from '../../../shared/ipc/results-calls.ts';
import { displayState } from '../../../shared/job/state.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { ClockTime } from '../../ui/time-text.tsx';
import { useTicked } from '../../ui/use-now.ts';
import classes from './datasets-column.module.css';
import { numberText } from './numbers.ts';
import type { ResultsStore, Wanted } from './store.ts';

interface RunsListProps {
  results: ResultsStore;
  chosen: Dataset;
  onGo: (wanted: Wanted) => void;
}

/** The runs of a dataset, newest first: one is looked at, another one may be compared with it. */
export function RunsList({ results, chosen, onGo }: RunsListProps) {
  const words = t().results;
  const headId = useId();
  const runs = useStore(results.store, (s) => s.runs) ?? [];
  const older = useStore(results.store, (s) => s.olderRuns);
  const error = useStore(results.store, (s) => s.runsError);
  const look = useStore(results.store, (s) => s.pages?.look ?? null);
  const place = { dataset: chosen.name, flowId: chosen.flowId };
  const current = look?.jobId ?? null;
  const against = look?.against ?? null;
  return (
    <>
      <h2 id={headId} className={classes.head}>
        {words.runsOf(safeText(chosen.name, 40))}
      </h2>
      {error !== null && (
        <ErrorPanel title={words.runsFault} detail={error.message} onRetry={() => void results.refresh()} />
      )}
      <ul className={classes.list} aria-labelledby={headId}>
        {runs.length > 1 && (
          <li className={classes.runItem}>
            <button
              type="button"
              className={classes.run}
              aria-current={look !== null && current === null ? 'true' : undefined}
              onClick={() => onGo({ ...place, all: true })}
            >
              <IconStack2 size={14} stroke={1.5} aria-hidden />
              <span className={classes.id}>{words.allRuns}</span>
            </button>
          </li>
        )}
        {runs.map((run) => (
          <RunItem
            key={run.job.id}
            run={run}
            isCurrent={run.job.id === current}
            isCompared={run.job.id === against}
            canCompare={current !== null && run.job.id !== current}
            onLook={() => onGo({ ...place, jobId: run.job.id, ...keepAgainst(against, run) })}
            onCompare={() =>
              onGo({
                ...place,
                ...(current === null ? {} : { jobId: current }),
                ...(run.job.id === against ? {} : { against: run.job.id }),
              })
            }
          />
        ))}
      </ul>
      {older !== null && (
        <div className={classes.note}>
          <Button size="sm" onClick={() => void results.readOlderRuns()}>
            {words.olderRuns}
          </Button>
        </div>
      )}
    </>
  );
}

/** The comparison stays when another run is looked at, unless that is the one that was compared with. */
function keepAgainst(against: JobId | null, { job }: DatasetRun): Pick<Wanted, 'against'> {
  return against === null || against === job.id ? {} : { against };
}

interface RunItemProps {
  run: DatasetRun;
  isCurrent: boolean;
  isCompared: boolean;
  canCompare: boolean;
  onLook: () => void;
  onCompare: () => void;
}

function RunItem({ run: { job, rows }, isCurrent, isCompared, canCompare, onLook, onCompare }: RunItemProps) {
  const words = t().results;
  const state = useTicked((now) => displayState(job, now));
  return (
    <li className={classes.runItem}>
      <button
        type="button"
        className={classes.run}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={onLook}
      >
        <StateIcon state={state} />
        <span className={classes.id}>#{job.id}</span>
        <span className={classes.count}>
          {numberText(rows)}
          {job.failedRows > 0 && ` ${words.failedBeside(job.failedRows)}`}
        </span>
        <span className={classes.when}>
          <ClockTime at={job.createdAt} />
        </span>
      </button>
      {canCompare && (
        <button type="button" className={classes.compare} aria-pressed={isCompared} onClick={onCompare}>
          {isCompared ? words.compared : words.compare}
          <span className="visually-hidden"> {words.withRun(job.id)}</span>
        </button>
      )}
    </li>
  );
}
