import { IconAlertTriangle, IconDatabaseX } from '@tabler/icons-react';
import { type StoreApi, useStore } from 'zustand';
import { safeText } from '../../ui/safe-text.ts';
import classes from './data-health-strip.module.css';
import type { DataHealthState } from './store.ts';

/** Says above every page that the data file cannot be worked with, and what the queue does meanwhile. */
export function DataHealthStrip({ store }: { store: StoreApi<DataHealthState> }) {
  const health = useStore(store, (state) => state.health);
  if (health === null || health.state === 'ok') return null;
  const Icon = health.state === 'damaged' ? IconDatabaseX : IconAlertTriangle;
  return (
    <div
      role="alert"
      className={`${classes.strip} ${health.state === 'damaged' ? classes.damaged : classes.waits}`}
    >
      <Icon size={16} stroke={1.5} aria-hidden="true" />
      <span className={classes.text}>{safeText(health.message, 2_000)}</span>
    </div>
  );
}
