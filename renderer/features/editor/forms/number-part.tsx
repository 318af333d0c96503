import { useState } from 'react';
import { t } from '../../../texts/index.ts';
import type { PartProps } from './form-context.ts';
import classes from './forms.module.css';
import { numberText, numberValue, unitOf } from './number-text.ts';
import type { Shape } from './shape.ts';
import { ValueInput } from './value-input.tsx';

type NumberShape = Extract<Shape, { kind: 'number' }>;

/** A number, with its unit. What is none is kept as it was typed and shown with its fault. */
export function NumberPart({
  shape,
  value,
  at,
  path,
  label,
  id,
  describedBy,
  ...rest
}: PartProps<NumberShape>) {
  const { isRequired, preset, faults, onChange } = rest;
  const unit = unitOf(at);
  const shown = numberText(value, unit);
  // “1.” means 1 already: what is typed stays until something else is meant, from here or from outside.
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft !== null && numberText(numberValue(draft, unit), unit) === shown ? draft : shown;
  const put = (typed: string): void => {
    setDraft(typed);
    const next = numberValue(typed, unit);
    onChange(next === undefined && isRequired ? '' : next, path);
  };
  if (shape.orValue) {
    return (
      <ValueInput
        id={id}
        label={id === undefined ? label : undefined}
        describedBy={describedBy}
        text={text}
        isWrong={faults.length > 0}
        onText={put}
      />
    );
  }
  return (
    <span className={classes.withUnit}>
      <input
        id={id}
        className={classes.input}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        placeholder={numberText(preset, unit)}
        aria-label={id === undefined ? label : undefined}
        aria-describedby={describedBy}
        aria-invalid={faults.length > 0 || undefined}
        onChange={(event) => put(event.currentTarget.value)}
      />
      {unit !== null && <span className={classes.unit}>{t().forms[unit]}</span>}
    </span>
  );
}
