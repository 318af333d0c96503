import { IconLock } from '@tabler/icons-react';
import classes from './first-run.module.css';

const MOMENTS = [
  ['0:00', 'Job #1 starts', 'Pending, then processing: a worker takes it at once.'],
  ['0:02', 'A browser opens', 'Each step it does appears in the job, with its log.'],
  ['0:04', 'Rows come in', '64 titles with price and stock, one page after the other.'],
  ['0:10', 'Job #1 is completed', 'Look at the steps, the log, the screenshot.'],
  ['then', 'Export', 'CSV, JSON or XLSX, in one click.'],
] as const;

/** What a person is about to see, and where their data stays. */
export function FirstMinute() {
  return (
    <aside className={classes.minute} aria-label="Your first minute">
      <h3 className={classes.stepName}>Your first minute</h3>
      <p className={classes.small}>what you will see after Enter, and about when</p>
      <ol className={classes.moments}>
        {MOMENTS.map(([time, title, text]) => (
          <li key={title} className={classes.moment}>
            <span className={classes.momentTime}>{time}</span>
            <span className={classes.momentDot} aria-hidden="true" />
            <span>
              <b>{title}</b>
              <span className={classes.momentText}>{text}</span>
            </span>
          </li>
        ))}
      </ol>
      <div className={classes.spring} />
      <div className={classes.stays}>
        <h3 className={classes.staysTitle}>
          <IconLock size={16} stroke={1.5} aria-hidden="true" />
          Stays on this computer
        </h3>
        <p className={classes.momentText}>
          No account, no cloud, no usage data. Flows, jobs and rows are files in one folder.
        </p>
      </div>
      <p className={classes.momentText}>
        A check that is not ok says how to mend it. From a terminal:{' '}
        <code className="mono">runwright doctor</code>
      </p>
    </aside>
  );
}
