import classes from './progress-bar.module.css';

interface ProgressBarProps {
  done: number;
  total: number;
  /** CSS colour of the filled part. */
  color: string;
  /** What is counted, read aloud; none where text beside the bar already says it. */
  label?: string;
}

/** How much is done, as a bar. With an unknown total it stays empty. */
export function ProgressBar({ done, total, color, label }: ProgressBarProps) {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  const bar = <span className={classes.fill} style={{ width: `${share * 100}%`, background: color }} />;
  if (label === undefined) {
    return (
      <span className={classes.track} aria-hidden="true">
        {bar}
      </span>
    );
  }
  return (
    <span
      className={classes.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.min(done, total)}
    >
      {bar}
    </span>
  );
}
