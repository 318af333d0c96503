import { useState } from 'react';
import { t } from '../../../texts/index.ts';
import faultClasses from './faults.module.css';
import type { PartProps } from './form-context.ts';
import classes from './forms.module.css';

/** Any value as JSON. What is not JSON yet stays in the field and changes nothing. */
export function JsonPart({ value, path, label, isRequired, id, describedBy, onChange }: PartProps) {
  const shown = value === undefined ? '' : JSON.stringify(value, null, 2);
  const [draft, setDraft] = useState<string | null>(null);
  const parsed = draft === null ? undefined : parse(draft);
  // What is typed stays while it means the value, or means nothing yet.
  const text = draft !== null && (parsed === undefined || isSame(parsed.value, value)) ? draft : shown;
  const isWrong = draft !== null && parsed === undefined && text === draft;
  return (
    <>
      <textarea
        id={id}
        className={`${classes.input} ${classes.tall} ${classes.mono}`}
        rows={Math.min(14, text.split('\n').length + 1)}
        value={text}
        spellCheck={false}
        aria-label={id === undefined ? label : undefined}
        aria-describedby={describedBy}
        aria-invalid={isWrong || undefined}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          setDraft(typed);
          const next = parse(typed);
          if (typed.trim() === '' && !isRequired) onChange(undefined, path);
          else if (next !== undefined) onChange(next.value, path);
        }}
        onBlur={() => setDraft(isWrong ? draft : null)}
      />
      {isWrong && <p className={faultClasses.fault}>{t().forms.wrongJson}</p>}
    </>
  );
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: text.trim() === '' ? undefined : JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
