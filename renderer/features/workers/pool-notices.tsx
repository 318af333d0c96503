import { IconAlertTriangle, IconDroplet, IconPlayerPlay } from '@tabler/icons-react';
import type { PoolHealth } from '../../../shared/job/pool.ts';
import { Button } from '../../ui/button.tsx';
import { formatRelative } from '../../ui/format.ts';
import { safeLines } from '../../ui/safe-text.ts';
import { useTicked } from '../../ui/use-now.ts';
import { degradedWords, slotList } from './pool-words.ts';
import classes from './workers-page.module.css';

interface NoticeProps {
  pool: PoolHealth;
  isBusy: boolean;
  onStart: () => void;
}

/** Why workers are held back, when the next one starts, and the way around waiting. */
export function DegradedNotice({ pool, isBusy, onStart }: NoticeProps) {
  const { nextStartAt } = pool;
  const next = useTicked((now) =>
    nextStartAt === null ? '' : formatRelative(Math.max(nextStartAt, now), now),
  );
  if (pool.state !== 'degraded') return null;
  return (
    <section className={classes.degraded} aria-label="Degraded">
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
      <div className={classes.noticeText}>
        <p className={classes.noticeTitle}>Degraded</p>
        <p className={classes.noticeWords} dir="auto">
          {safeLines(degradedWords(pool))}
        </p>
      </div>
      {next !== '' && (
        <span className={classes.countdown}>
          Next start <b>{next}</b>
        </span>
      )}
      <StartButton isBusy={isBusy} onStart={onStart}>
        Start now
      </StartButton>
    </section>
  );
}

/** Slots that were drained and stay empty. Starting them starts all of them: that is what the app can do. */
export function DrainedNotice({ pool, isBusy, onStart }: NoticeProps) {
  const slots = slotList(pool.drained);
  if (slots === '') return null;
  const isOne = pool.drained.length === 1;
  return (
    <section className={classes.drained} aria-label="Drained workers">
      <IconDroplet size={16} stroke={1.5} aria-hidden="true" />
      <p className={classes.noticeText}>
        <b>{slots}</b> {isOne ? 'was drained; its place stays' : 'were drained; their places stay'} empty.
      </p>
      <StartButton isBusy={isBusy} onStart={onStart}>
        {`Start ${slots}`}
      </StartButton>
    </section>
  );
}

interface StartButtonProps {
  isBusy: boolean;
  onStart: () => void;
  children: string;
}

export function StartButton({ isBusy, onStart, children }: StartButtonProps) {
  return (
    <Button
      size="sm"
      icon={<IconPlayerPlay size={14} stroke={1.5} />}
      offReason={isBusy ? 'The app is at it' : undefined}
      onClick={onStart}
    >
      {children}
    </Button>
  );
}
