import type { WorkerLife } from '../../../shared/job/pool.ts';
import { formatCount } from '../../ui/format.ts';
import { SafeLine } from '../../ui/safe-line.tsx';
import { ClockTime, Duration } from '../../ui/time-text.tsx';
import classes from './lives-table.module.css';

/** The last lives of workers, newest first: when each began and ended, why, and what it got done. */
export function LivesTable({ lives }: { lives: readonly WorkerLife[] }) {
  return (
    <table className={classes.table} aria-label="Last lives of workers">
      <thead>
        <tr>
          <th scope="col">Worker</th>
          <th scope="col">Process</th>
          <th scope="col">Started</th>
          <th scope="col">Ended</th>
          <th scope="col" className={classes.number}>
            Lived
          </th>
          <th scope="col">Why it ended</th>
          <th scope="col" className={classes.number}>
            Done
          </th>
          <th scope="col" className={classes.number}>
            Failed
          </th>
        </tr>
      </thead>
      <tbody>
        {lives.map((life) => (
          <Life key={life.id} life={life} />
        ))}
      </tbody>
    </table>
  );
}

function Life({ life }: { life: WorkerLife }) {
  const { endedAt } = life;
  return (
    <tr>
      <th scope="row">W{life.slot}</th>
      <td className={classes.quiet}>{life.pid ?? '–'}</td>
      <td>
        <ClockTime at={life.startedAt} />
      </td>
      <td>
        {endedAt === null ? <span className={classes.quiet}>running</span> : <ClockTime at={endedAt} />}
      </td>
      <td className={classes.number}>
        <Duration from={life.startedAt} to={endedAt} />
      </td>
      <td className={classes.why}>
        {life.endReason === null ? (
          <span className={classes.quiet}>–</span>
        ) : (
          <SafeLine text={life.endReason} />
        )}
      </td>
      <td className={classes.number}>{formatCount(life.jobsDone)}</td>
      <td className={classes.number}>{formatCount(life.jobsFailed)}</td>
    </tr>
  );
}
