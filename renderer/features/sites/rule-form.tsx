import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { safeText } from '../../ui/safe-text.ts';
import type { FieldFault, RuleDraft, Unit } from './rule-draft.ts';
import classes from './sites.module.css';
import type { RuleForm as Form } from './store.ts';

interface RuleFormProps {
  form: Form;
  onEdit: (change: Partial<RuleDraft>) => void;
  onSave: () => void;
  onClose: () => void;
}

const UNIT_OPTIONS: readonly { value: Unit; text: string }[] = [
  { value: 's', text: 'seconds' },
  { value: 'min', text: 'minutes' },
  { value: 'h', text: 'hours' },
];

/** One rule to fill in, as the sentence that it is. Enter saves, Esc leaves it; the focus goes back where it was. */
export function RuleForm({ form, onEdit, onSave, onClose }: RuleFormProps) {
  const { draft, faults, of } = form;
  const first = useFirstField();
  return (
    <form
      ref={first}
      className={classes.form}
      aria-label={of === null ? 'New rule' : `Rule for ${of}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className={classes.fields}>
        {of === null && (
          <Field
            label="Site"
            className={classes.siteInput}
            value={draft.site}
            placeholder="shop.example.com"
            fault={faults.site}
            onChange={(site) => onEdit({ site })}
            onNearest={(site) => onEdit({ site })}
          />
        )}
        <Field
          label="At most, jobs at once"
          className={classes.numberInput}
          value={draft.most}
          placeholder="no limit"
          fault={faults.most}
          onChange={(most) => onEdit({ most })}
        />
        <Field
          label="At least, between two starts"
          className={classes.numberInput}
          value={draft.delay}
          placeholder="no wait"
          fault={faults.delay}
          onChange={(delay) => onEdit({ delay })}
        >
          <Choice
            label="Unit of the time between two starts"
            value={draft.unit}
            options={UNIT_OPTIONS}
            onChange={(unit) => onEdit({ unit })}
          />
        </Field>
        <div className={classes.formButtons}>
          <Button type="submit" variant="primary">
            {of === null ? 'Add rule' : 'Save rule'}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            Leave it
          </Button>
        </div>
      </div>
    </form>
  );
}

/** Puts the focus into the form's first field, and gives it back to where it was. */
function useFirstField() {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    form.current?.querySelector('input')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return form;
}

interface FieldProps {
  label: string;
  className: string | undefined;
  value: string;
  placeholder: string;
  fault: FieldFault | undefined;
  onChange: (value: string) => void;
  /** Takes what may have been meant. */
  onNearest?: (value: string) => void;
  children?: ReactNode;
}

function Field({ label, className, value, placeholder, fault, onChange, onNearest, children }: FieldProps) {
  const id = useId();
  const nearest = fault?.nearest;
  return (
    <div className={classes.field}>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      <span className={classes.inputs}>
        <input
          id={id}
          className={`${classes.input} ${className}`}
          value={value}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={fault !== undefined || undefined}
          aria-describedby={fault === undefined ? undefined : `${id}-fault`}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        {children}
      </span>
      {fault !== undefined && (
        <p id={`${id}-fault`} className={classes.fault}>
          {fault.message}
        </p>
      )}
      {nearest !== undefined && onNearest !== undefined && (
        <Button size="sm" className={classes.nearest ?? ''} onClick={() => onNearest(nearest)}>
          Use {safeText(nearest, 80)}
        </Button>
      )}
    </div>
  );
}
