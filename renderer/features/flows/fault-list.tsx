import type { Fault } from '../../../shared/errors.ts';
import { safeText } from '../../ui/safe-text.ts';
import classes from './flows.module.css';

/** Faults in the order of the file: place, what is wrong, the nearest right word. */
export function FaultList({ faults }: { faults: readonly Fault[] }) {
  return (
    <ol className={classes.faults}>
      {faults.map((fault) => (
        <li key={`${fault.path} ${fault.message}`} className={classes.fault}>
          {fault.path !== '' && <code className={classes.faultPath}>{safeText(fault.path, 200)}</code>}
          <bdi>{safeText(fault.message)}</bdi>
          {fault.nearest !== undefined && (
            <span className={classes.nearest}>
              Nearest: <code>{safeText(fault.nearest, 100)}</code>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
