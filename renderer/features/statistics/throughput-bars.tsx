import type { MinuteOfEnds } from '../../../shared/statistics/throughput.ts';
import { t } from '../../texts/index.ts';
import classes from './statistics.module.css';

const BAR = 7;
const GAP = 1;
const HEIGHT = 32;
/** A minute in which anything ended can be seen. */
const LEAST = 2;

/** One bar a minute: what ended well above what failed. */
export function ThroughputBars({ minutes }: { minutes: readonly MinuteOfEnds[] }) {
  const top = Math.max(1, ...minutes.map(({ completed, failed }) => completed + failed));
  const sum = (read: (minute: MinuteOfEnds) => number): number =>
    minutes.reduce((all, minute) => all + read(minute), 0);
  const failed = sum((minute) => minute.failed);
  const width = minutes.length * (BAR + GAP);
  return (
    <svg
      role="img"
      aria-label={t().statistics.bars(sum((minute) => minute.completed) + failed, failed)}
      className={classes.bars}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <path className={classes.ground} d={`M0 ${HEIGHT - 0.5}H${width}`} />
      {minutes.map(({ at, ...minute }, index) => {
        const failedHigh = heightOf(minute.failed, top);
        const completedHigh = heightOf(minute.completed, top);
        const x = index * (BAR + GAP);
        return (
          <g key={at}>
            <rect
              className={classes.completed}
              x={x}
              y={HEIGHT - failedHigh - completedHigh}
              width={BAR}
              height={completedHigh}
            />
            <rect className={classes.failed} x={x} y={HEIGHT - failedHigh} width={BAR} height={failedHigh} />
          </g>
        );
      })}
    </svg>
  );
}

function heightOf(jobs: number, top: number): number {
  return jobs === 0 ? 0 : Math.max(LEAST, (jobs / top) * (HEIGHT - LEAST));
}
