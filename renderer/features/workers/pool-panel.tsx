import { IconWorld } from '@tabler/icons-react';
import type { PoolHealth, PoolSize } from '../../../shared/job/pool.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { Stepper } from '../../ui/stepper.tsx';
import { useWorkers } from './context.ts';
import { changeWords, isSameSize, sizeWords } from './pool-words.ts';
import classes from './workers-page.module.css';

/** The limits of `PoolSize`. */
const MOST_WORKERS = 16;
const MOST_JOBS = 50;

interface PoolPanelProps {
  pool: PoolHealth;
  draft: PoolSize | null;
  isBusy: boolean;
  onDraft: (draft: PoolSize | null) => void;
  onApply: () => void;
}

/** How many workers there are to be and how many jobs each takes; and whether the browsers are all accounted for. */
export function PoolPanel({ pool, draft, isBusy, onDraft, onApply }: PoolPanelProps) {
  const size = draft ?? { workers: pool.workers, jobsPerWorker: pool.jobsPerWorker };
  const isChanged = !isSameSize(size, pool);
  const set = (change: Partial<PoolSize>): void => {
    const next = { ...size, ...change };
    onDraft(isSameSize(next, pool) ? null : next);
  };
  const apply = (): void => {
    if (isChanged && !isBusy) onApply();
  };
  return (
    <section className={classes.pool} aria-label="Size">
      <div className={classes.poolRow}>
        <span className={classes.poolName}>Workers</span>
        <Stepper
          label="Number of workers"
          value={size.workers}
          min={1}
          max={MOST_WORKERS}
          onChange={(workers) => set({ workers })}
          onEnter={apply}
        />
        <span className={classes.poolName}>Jobs per worker</span>
        <Stepper
          label="Jobs per worker"
          value={size.jobsPerWorker}
          min={1}
          max={MOST_JOBS}
          onChange={(jobsPerWorker) => set({ jobsPerWorker })}
          onEnter={apply}
        />
        <span className={classes.total} title={sizeWords(size)}>
          <b>{formatCount(size.workers * size.jobsPerWorker)}</b> jobs at once
        </span>
        <Button size="sm" offReason={applyOff(isChanged, isBusy)} onClick={apply}>
          Apply
        </Button>
        <Button
          size="sm"
          variant="subtle"
          className={isChanged ? '' : (classes.unseen ?? '')}
          onClick={() => onDraft(null)}
        >
          Undo
        </Button>
        <span className={classes.spring} />
        <Browsers />
      </div>
      <p className={classes.poolWords}>
        {isChanged
          ? changeWords(pool, size)
          : 'A new size applies at once, while the workers run: running jobs are finished.'}
      </p>
    </section>
  );
}

function applyOff(isChanged: boolean, isBusy: boolean): string | undefined {
  if (!isChanged) return 'Nothing is changed';
  return isBusy ? 'The app is at it' : undefined;
}

function Browsers() {
  const alive = useWorkers((s) => s.browsersAlive);
  const expected = useWorkers((s) => s.browsersExpected);
  return (
    <span className={classes.browsers} data-wrong={alive !== expected || undefined}>
      <IconWorld size={14} stroke={1.5} aria-hidden="true" />
      Browsers {alive} alive / {expected} expected
    </span>
  );
}
