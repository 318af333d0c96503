import { useEffect, useId, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { safeText } from '../../ui/safe-text.ts';
import classes from './start-failure.module.css';

interface MoveAwayProps {
  /** The damaged file, absolute. */
  path: string | null;
  onMove: () => void;
  onKeep: () => void;
}

/** Says what moving the file away does, and asks whether it shall be done. */
export function MoveAway({ path, onMove, onKeep }: MoveAwayProps) {
  const question = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => question.current?.focus(), []);
  const name = path?.split(/[\\/]/).at(-1) ?? 'the file';
  return (
    <section
      aria-labelledby={id}
      className={classes.question}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onKeep();
      }}
    >
      <h2 id={id} ref={question} tabIndex={-1} className={classes.questionTitle}>
        Start with no jobs, no results and no flows of your own?
      </h2>
      <p className={classes.questionText}>
        <span className="mono">{safeText(name)}</span> and the folder of its screenshots and downloads are
        renamed: <span className="mono">.damaged-</span> and the time are put to the end of their names. They
        stay where they are, nothing is deleted, and a backup can still take their place.
      </p>
      <div className={classes.actions}>
        <Button variant="primary" onClick={onMove}>
          Move it away and start empty
        </Button>
        <Button onClick={onKeep}>Keep it</Button>
      </div>
    </section>
  );
}
