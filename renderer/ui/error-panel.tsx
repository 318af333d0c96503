import type { ReactNode } from 'react';
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
}

/** A part of a view that could not be shown or done, in its own place. */
export function ErrorPanel({ title, detail, actions }: ErrorPanelProps) {
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
      {actions !== undefined && <div className={classes.errorActions}>{actions}</div>}
    </div>
  );
}
