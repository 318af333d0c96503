import { IconPlayerPause } from '@tabler/icons-react';
import classes from './flow-limits.module.css';

/** Says that none of the flow's jobs are taken. */
export function PausedBadge() {
  return (
    <span className={classes.paused}>
      <IconPlayerPause size={12} stroke={1.5} aria-hidden="true" />
      paused
    </span>
  );
}
