import { type ReactNode, useId } from 'react';
import type { Fault } from '../../../../shared/errors.ts';
import { Faults } from './faults.tsx';
import classes from './forms.module.css';

/** How much of a row a field takes: `s` one place, `m` two, `l` the whole row. */
export type Width = 's' | 'm' | 'l';

interface FieldBoxProps {
  label: string;
  help: string;
  width: Width;
  /** A field of several parts is a group with a name; a single one has a label of its own. */
  isGroup: boolean;
  faults: readonly Fault[];
  /** Beside the label, at the right. */
  aside?: ReactNode;
  children: (ids: { id: string; describedBy: string }) => ReactNode;
}

/** A field with its label, its line of help and what is wrong with it. */
export function FieldBox({ label, help, width, isGroup, faults, aside, children }: FieldBoxProps) {
  const id = useId();
  const helpId = `${id}-help`;
  const faultId = `${id}-fault`;
  const describedBy = faults.length === 0 ? helpId : `${helpId} ${faultId}`;
  const name = isGroup ? (
    <span className={classes.label} title={help}>
      {label}
    </span>
  ) : (
    <label className={classes.label} htmlFor={id} title={help}>
      {label}
    </label>
  );
  return (
    <div
      className={`${classes.field} ${classes[width]}`}
      {...(isGroup ? { role: 'group', 'aria-label': label, 'aria-describedby': describedBy } : {})}
    >
      <div className={classes.head}>
        {name}
        <span id={helpId} className={width === 's' ? 'visually-hidden' : classes.help} title={help}>
          {help}
        </span>
        {aside}
      </div>
      {children({ id, describedBy })}
      <Faults id={faultId} faults={faults} />
    </div>
  );
}
