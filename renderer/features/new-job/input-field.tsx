import { Checkbox, PasswordInput, TextInput } from '@mantine/core';
import type { InputSpec } from '../../../shared/flow/input.ts';
import { safeText } from '../../ui/safe-text.ts';
import { FIELD_LOOKS, TICK_LOOKS } from './field-looks.ts';
import './mantine-fields.ts';

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
  const description = spec.description === undefined ? undefined : <bdi>{safeText(spec.description)}</bdi>;
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
