import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import classes from './panels.module.css';
import { safeLines } from './safe-text.ts';
import { StateIcon } from './state-icon.tsx';

interface ErrorPanelProps {
  /** What happened: one sentence. */
  title: string;
  /** What the other side said. */
  detail?: string | undefined;
  /** What to do about it: a button or two. */
  actions?: ReactNode;
  /** Gives the button "Try again". */
  onRetry?: (() => void) | undefined;
}

/** A part of a view that could not be shown or done, in its own place. */
export function ErrorPanel({ title, detail, actions, onRetry }: ErrorPanelProps) {
  const hasActions = actions !== undefined || onRetry !== undefined;
  return (
    <div className={classes.error} role="alert">
      <StateIcon state="failed" size={16} />
      <div className={classes.errorText}>
        <p className={classes.errorTitle}>{title}</p>
        {detail !== undefined && (
          <p className={classes.errorDetail} dir="auto">
            {safeLines(detail)}
          </p>
        )}
      </div>
      {hasActions && (
        <div className={classes.errorActions}>
          {actions}
          {onRetry !== undefined && (
            <Button size="sm" onClick={onRetry}>
              Try again
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
