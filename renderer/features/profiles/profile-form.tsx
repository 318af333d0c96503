import { type FormEvent, useEffect, useId, useRef } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { Button } from '../../ui/button.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { useProfilesStore } from './context.ts';
import classes from './profiles.module.css';
import type { ProfileForm as Form } from './store.ts';

interface ProfileFormProps {
  form: Form;
  onOpenJob: (id: JobId) => void;
}

/** A new profile, or the address at which to sign in to one. Enter goes on, Esc leaves it. */
export function ProfileForm({ form, onOpenJob }: ProfileFormProps) {
  const profiles = useProfilesStore();
  const { of, draft, faults } = form;
  const place = useFirstField();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const job = await profiles.submit();
    if (job !== null) onOpenJob(job);
  };
  return (
    <form
      ref={place}
      className={classes.form}
      aria-label={of === null ? 'New profile' : `Sign in to ${safeText(of, 100)}`}
      noValidate
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        profiles.close();
      }}
    >
      <div className={classes.fields}>
        {of === null && (
          <Field
            label="Name, as flows write it"
            value={draft.name}
            placeholder="shop"
            fault={faults.name}
            onChange={(name) => profiles.edit({ name })}
          />
        )}
        <Field
          label="Page at which you sign in"
          value={draft.url}
          placeholder="https://shop.example.com/login"
          fault={faults.url ?? (of === null ? undefined : faults.name)}
          onChange={(url) => profiles.edit({ url })}
        />
        <div className={classes.formButtons}>
          <Button type="submit" variant="primary">
            Open it to sign in
          </Button>
          <Button variant="subtle" onClick={() => profiles.close()}>
            Leave it
          </Button>
        </div>
      </div>
      <p className={classes.note}>
        A job opens the page in a browser window. Sign in there, then press Done in the job: the cookies are
        kept encrypted on this computer.
      </p>
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
  value: string;
  placeholder: string;
  fault: string | undefined;
  onChange: (value: string) => void;
}

function Field({ label, value, placeholder, fault, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className={classes.field}>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={classes.input}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {fault !== undefined && (
        <p id={`${id}-fault`} className={classes.fault}>
          {safeText(fault, 300)}
        </p>
      )}
    </div>
  );
}
