import { useId, useState } from 'react';
import { t } from '../../../texts/index.ts';
import { safeText } from '../../../ui/safe-text.ts';
import faultClasses from './faults.module.css';
import classes from './forms.module.css';

interface NameInputProps {
  label: string;
  name: string;
  /** The names beside it: it cannot have one of them. */
  taken: readonly string[];
  /** Letters, digits and _ only, as in `{{input.name}}`. */
  isPlain: boolean;
  onRename: (name: string) => void;
}

/** The name of an entry. A name that cannot be stays in the field, is told as one types, and is not taken over. */
export function NameInput({ label, name, taken, isPlain, onRename }: NameInputProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? name;
  const fault = draft === null || draft === name ? null : nameFault(draft, taken, isPlain);
  return (
    <span className={classes.nameBox}>
      <input
        className={`${classes.input} ${classes.name}`}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-invalid={fault !== null || undefined}
        aria-describedby={fault === null ? undefined : id}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          const wrong = typed !== name && nameFault(typed, taken, isPlain) !== null;
          setDraft(wrong ? typed : null);
          if (!wrong) onRename(typed);
        }}
        onBlur={() => setDraft(null)}
      />
      {fault !== null && (
        <span id={id} role="status" className={faultClasses.fault}>
          {safeText(fault, 200)}
        </span>
      )}
    </span>
  );
}

function nameFault(name: string, taken: readonly string[], isPlain: boolean): string | null {
  if (name === '') return t().forms.emptyName;
  if (taken.includes(name)) return t().forms.taken(name);
  return isPlain && !/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name) ? t().forms.wrongName : null;
}
