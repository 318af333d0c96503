import { useState } from 'react';
import { t } from '../../../texts/index.ts';
import { Button } from '../../../ui/button.tsx';
import { InputField } from '../../new-job/input-field.tsx';
import {
  type FieldFaults,
  type FormValues,
  type InputSpecs,
  validateInputs,
} from '../../new-job/input-form.ts';
import classes from './trial.module.css';

interface InputsFormProps {
  specs: InputSpecs;
  first: FormValues;
  onRun: (values: FormValues) => void;
  onCancel: () => void;
}

/** Asks for the inputs of a trial before it runs. */
export function InputsForm({ specs, first, onRun, onCancel }: InputsFormProps) {
  const [values, setValues] = useState(first);
  const [faults, setFaults] = useState<FieldFaults>({});
  const words = t().trial;
  const hasSecrets = Object.values(specs).some(({ secret }) => secret === true);
  return (
    <form
      className={classes.inputs}
      aria-label={words.inputsTitle}
      onSubmit={(event) => {
        event.preventDefault();
        const found = validateInputs(specs, values);
        setFaults(found);
        if (Object.keys(found).length === 0) onRun(values);
      }}
    >
      <h3 className={classes.smallHead}>{words.inputsTitle}</h3>
      {Object.entries(specs).map(([name, spec]) => (
        <InputField
          key={name}
          name={name}
          spec={spec}
          value={values[name]}
          fault={faults[name]}
          onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
        />
      ))}
      {hasSecrets && <p className={classes.quiet}>{words.secretsNote}</p>}
      <div className={classes.buttons}>
        <Button type="submit" variant="primary">
          {words.run}
        </Button>
        <Button onClick={onCancel}>{t().common.cancel}</Button>
      </div>
    </form>
  );
}
