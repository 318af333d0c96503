import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import type { Drain } from './page-store.ts';
import { drainWords } from './pool-words.ts';
import classes from './worker-card.module.css';

interface DrainQuestionProps {
  drain: Drain;
  /** How many jobs it runs now. */
  jobs: number;
  onYes: () => void;
  onNo: () => void;
}

/** Says what draining comes to, and asks. Esc leaves it; the focus goes back to where it was. */
export function DrainQuestion({ drain, jobs, onYes, onNo }: DrainQuestionProps) {
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    yes.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc means the question wherever the focus is within it
    <div
      className={classes.question}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onNo();
      }}
    >
      <span className={classes.questionText}>{drainWords(drain.slot, jobs, drain.afterwards)}</span>
      <Button ref={yes} size="sm" onClick={onYes}>
        {drain.afterwards === 'restart' ? 'Drain and restart' : 'Drain and stop'}
      </Button>
      <Button size="sm" variant="subtle" onClick={onNo}>
        Leave it running
      </Button>
    </div>
  );
}
