import type { ReactNode } from 'react';
import classes from './first-run.module.css';

interface StepTitleProps {
  /** A number or a small icon. */
  mark: ReactNode;
  tone: 'plain' | 'accent' | 'good' | 'bad';
  title: string;
  hint?: string;
  /** Stands at the right. */
  children?: ReactNode;
}

/** The title of one of the three parts. */
export function StepTitle({ mark, tone, title, hint = '', children }: StepTitleProps) {
  return (
    <div className={classes.stepTitle}>
      <span className={classes.mark} data-tone={tone} aria-hidden="true">
        {mark}
      </span>
      <h3 className={classes.stepName}>{title}</h3>
      {hint !== '' && <span className={classes.hint}>{hint}</span>}
      <span className={classes.spring} />
      {children}
    </div>
  );
}
