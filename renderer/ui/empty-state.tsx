import type { ReactNode } from 'react';
import classes from './panels.module.css';

interface EmptyStateProps {
  /** One sentence. */
  children: ReactNode;
  /** One button. */
  action?: ReactNode;
}

/** What a list says when there is nothing in it. */
export function EmptyState({ children, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <p className={classes.sentence}>{children}</p>
      {action}
    </div>
  );
}
