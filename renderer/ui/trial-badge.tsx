import { t } from '../texts/index.ts';
import classes from './trial-badge.module.css';

/** Says of a job that it is a trial run of a draft. */
export function TrialBadge() {
  return <span className={classes.badge}>{t().trial.title}</span>;
}
