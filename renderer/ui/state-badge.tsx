import type { DisplayState } from '../../shared/job/state.ts';
import classes from './state-badge.module.css';
import { StateIcon } from './state-icon.tsx';
import { STATE_META } from './state-meta.ts';

interface StateBadgeProps {
  state: DisplayState;
  /** `plain` in lists, `soft` with its ground where it stands alone. */
  variant?: 'plain' | 'soft';
}

/** Icon and word of a state, in its colour. */
export function StateBadge({ state, variant = 'plain' }: StateBadgeProps) {
  const meta = STATE_META[state];
  return (
    <span
      className={variant === 'soft' ? `${classes.badge} ${classes.soft}` : classes.badge}
      style={{ color: meta.color, ...(variant === 'soft' ? { background: meta.soft } : {}) }}
    >
      <StateIcon state={state} />
      <span className={classes.word}>{meta.word}</span>
    </span>
  );
}
