import { type KeyboardEvent, useId, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import { Button } from '../../ui/button.tsx';
import { formatAbsolute } from '../../ui/format.ts';
import classes from './snooze-choices.module.css';
import { parseLocalTime, SNOOZE_TIMES } from './snooze-times.ts';

interface SnoozeChoicesProps {
  /** Hears until when, in epoch milliseconds. */
  onChoose: (until: number) => void;
}

/** Until when something is to wait: a few usual times, or one that is picked. */
export function SnoozeChoices({ onChoose }: SnoozeChoicesProps) {
  return (
    <div className={classes.choices}>
      {SNOOZE_TIMES.map(({ word, until }) => (
        <Button
          key={word}
          size="sm"
          title={formatAbsolute(until(systemClock.now()))}
          onClick={() => onChoose(until(systemClock.now()))}
        >
          {word}
        </Button>
      ))}
      <PickedTime onChoose={onChoose} />
    </div>
  );
}

function PickedTime({ onChoose }: SnoozeChoicesProps) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const faultId = useId();
  const choose = (): void => {
    const picked = parseLocalTime(text, systemClock.now());
    if ('fault' in picked) setFault(picked.fault);
    else onChoose(picked.at);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    choose();
  };
  return (
    <span className={classes.picked}>
      <input
        type="datetime-local"
        className={classes.field}
        aria-label="Day and time"
        aria-invalid={fault !== null || undefined}
        aria-describedby={fault === null ? undefined : faultId}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setFault(null);
        }}
        onKeyDown={onKeyDown}
      />
      <Button size="sm" onClick={choose}>
        Snooze until then
      </Button>
      {fault !== null && (
        <span id={faultId} role="alert" className={classes.fault}>
          {fault}
        </span>
      )}
    </span>
  );
}
