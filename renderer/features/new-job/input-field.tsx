import { Checkbox, PasswordInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { InputSpec } from '../../../shared/flow/input.ts';
import { safeText } from '../../ui/safe-text.ts';
import { FIELD_LOOKS, TICK_LOOKS } from './field-looks.ts';
import './mantine-fields.ts';
import { useSecretsNote } from './use-secrets-note.ts';

interface InputFieldProps {
  name: string;
  spec: InputSpec;
  value: string | boolean | undefined;
  fault: string | undefined;
  onChange: (value: string | boolean) => void;
}

/** The field of one input of a flow, as its type asks for. */
export function InputField({ name, spec, value, fault, onChange }: InputFieldProps) {
  const label = <bdi>{safeText(spec.label ?? name, 200)}</bdi>;
  const note = useSecretsNote(spec.secret === true);
  const description = describe(spec, note);
  const error = fault === undefined ? undefined : safeText(fault);
  if (spec.type === 'boolean') {
    return (
      <Checkbox
        size="xs"
        classNames={TICK_LOOKS}
        label={label}
        description={description}
        error={error}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  const common = {
    size: 'xs',
    classNames: FIELD_LOOKS,
    label,
    description,
    error,
    withAsterisk: spec.required === true,
    'aria-required': spec.required === true,
    autoComplete: 'off',
    spellCheck: false,
    value: typeof value === 'string' ? value : '',
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  } as const;
  if (spec.secret) {
    return (
      <PasswordInput
        {...common}
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the secret', tabIndex: 0 }}
      />
    );
  }
  return (
    <TextInput
      {...common}
      type={spec.type === 'date' ? 'date' : 'text'}
      inputMode={spec.type === 'number' ? 'decimal' : spec.type === 'url' ? 'url' : 'text'}
      placeholder={spec.default === undefined ? '' : safeText(String(spec.default), 100)}
    />
  );
}

function describe(spec: InputSpec, note: string | null): ReactNode {
  const own = spec.description === undefined ? null : <bdi>{safeText(spec.description)}</bdi>;
  if (note === null) return own ?? undefined;
  return own === null ? (
    note
  ) : (
    <>
      {own} {note}
    </>
  );
}
