import { IconHandStop } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { HeldFailure } from '../../../shared/live/live-state.ts';
import type { HeldChoice } from '../../../shared/live/live-wish.ts';
import { Button } from '../../ui/button.tsx';
import { formatDue } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { useTicked } from '../../ui/use-now.ts';
import classes from './live.module.css';

interface HeldPanelProps {
  held: HeldFailure;
  step: string;
  /** Why the last choice was not taken; null = none was made. */
  fault: string | null;
  onChoose: (choice: HeldChoice) => void;
}

/** A failed step whose browser is kept open: mend the page or the step, then try again, leave it out, or give up. */
export function HeldPanel({ held, step, fault, onChoose }: HeldPanelProps) {
  const [text, setText] = useState<string | null>(null);
  const [notJson, setNotJson] = useState<string | null>(null);
  const due = useTicked((now) => formatDue(held.until, now));
  const retry = (): void => {
    if (text === null) return onChoose({ kind: 'retry' });
    try {
      onChoose({ kind: 'retry', step: JSON.parse(text) });
      setNotJson(null);
    } catch (error) {
      setNotJson(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <section className={classes.ask} aria-label="Held at failure">
      <IconHandStop size={16} stroke={1.5} aria-hidden="true" />
      <div className={classes.askBody}>
        <p className={classes.askText}>
          Held at failure: step {step}. <bdi>{safeText(held.error.message, 1000)}</bdi>
        </p>
        <p className={classes.note}>
          <bdi>{safeText(held.error.mend, 500)}</bdi> The job fails as it would have: {due}.
        </p>
        {text !== null && <StepText text={text} onChange={setText} />}
        {(notJson ?? fault) !== null && (
          <p className={classes.fault}>{safeText(notJson ?? fault ?? '', 500)}</p>
        )}
        <div className={classes.buttons}>
          <Button variant="primary" offReason={held.whyNoRetry ?? undefined} onClick={retry}>
            {text === null ? 'Try again' : 'Try again with this'}
          </Button>
          {held.step !== null && held.whyNoRetry === null && (
            <Button onClick={() => setText(text === null ? held.step : null)}>
              {text === null ? 'Change the step' : 'As it was'}
            </Button>
          )}
          <Button onClick={() => onChoose({ kind: 'skip' })}>Leave it out</Button>
          <Button variant="danger" onClick={() => onChoose({ kind: 'giveUp' })}>
            Give up
          </Button>
        </div>
        {held.whyNoRetry !== null && <p className={classes.note}>{held.whyNoRetry}</p>}
      </div>
    </section>
  );
}

function StepText({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className={classes.note}>
        The step for this attempt; the flow stays as it is
      </label>
      <textarea
        id={id}
        className={`${classes.stepText} mono`}
        rows={Math.min(14, text.split('\n').length + 1)}
        spellCheck={false}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </>
  );
}
