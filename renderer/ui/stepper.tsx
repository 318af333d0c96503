import { IconMinus, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from './stepper.module.css';
import { wholeNumber } from './whole-number.ts';

interface StepperProps {
  /** What is counted, for those who hear it. */
  label: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
  /** Enter in the field. */
  onEnter?: () => void;
}

/** A whole number within limits: typed, with the arrow keys, or with the two buttons. */
export function Stepper({ label, value, min, max, onChange, onEnter }: StepperProps) {
  // What stands there while it is typed; leaving the field shows the number that counts.
  const [typed, setTyped] = useState<string | null>(null);
  const step = (by: number): void => {
    setTyped(null);
    const next = value + by;
    if (next >= min && next <= max) onChange(next);
  };
  return (
    <span className={classes.field}>
      <StepButton label={`${label}: one fewer`} isOff={value <= min} onClick={() => step(-1)}>
        <IconMinus size={12} stroke={2} aria-hidden="true" />
      </StepButton>
      <input
        className={classes.number}
        type="number"
        aria-label={label}
        min={min}
        max={max}
        step={1}
        value={typed ?? value}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          const number = wholeNumber(event.currentTarget.value, min, max);
          if (number !== null) onChange(number);
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => event.key === 'Enter' && onEnter?.()}
      />
      <StepButton label={`${label}: one more`} isOff={value >= max} onClick={() => step(1)}>
        <IconPlus size={12} stroke={2} aria-hidden="true" />
      </StepButton>
    </span>
  );
}

interface StepButtonProps {
  label: string;
  isOff: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** Outside the order of Tab, because the arrow keys in the field do the same. */
function StepButton({ label, isOff, onClick, children }: StepButtonProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.step}
      aria-label={label}
      aria-disabled={isOff || undefined}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
