import { type Spark, sparkPath } from './spark.ts';
import classes from './sparkline.module.css';

const WIDTH = 118;
const HEIGHT = 18;
/** Half the line, so that neither edge cuts it. */
const INSET = 1;

interface SparklineProps {
  columns: Spark['columns'];
  /** The value at the upper edge. */
  top: number;
  /** The picture in words: lowest, highest, now. */
  label: string;
}

/** A value over the last hour as a quiet line. */
export function Sparkline({ columns, top, label }: SparklineProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      className={classes.spark}
      width={WIDTH + 2 * INSET}
      height={HEIGHT + 2 * INSET}
      viewBox={`${-INSET} ${-INSET} ${WIDTH + 2 * INSET} ${HEIGHT + 2 * INSET}`}
    >
      <path className={classes.ground} d={`M0 ${HEIGHT}H${WIDTH}`} />
      <path className={classes.line} d={sparkPath(columns, top, WIDTH, HEIGHT)} />
    </svg>
  );
}
