import { IconPlus, IconX } from '@tabler/icons-react';
import type { Fault } from '../../../../shared/errors.ts';
import { InputSpec } from '../../../../shared/flow/input.ts';
import { t } from '../../../texts/index.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import type { Change, LooseFlow } from '../loose.ts';
import { freeName, isObject, moveKey, setKey } from './edit.ts';
import { Faults } from './faults.tsx';
import flowClasses from './flow.module.css';
import classes from './forms.module.css';
import { inputFields } from './input-fields.ts';
import { NameInput } from './name-input.tsx';
import { ObjectFields } from './object-fields.tsx';
import { below, faultsLeft, faultsWithin } from './paths.ts';
import { renameInput } from './rename-input.ts';
import { SortableRows } from './sortable-rows.tsx';

interface InputsFormProps {
  flow: LooseFlow;
  faults: readonly Fault[];
  onChange: Change<LooseFlow>;
}

/** What a flow asks for before it runs: its inputs, in the order in which the run dialog shows them. */
export function InputsForm({ flow, faults, onChange }: InputsFormProps) {
  const words = t().forms.inputs;
  const inputs = isObject(flow.inputs) ? flow.inputs : {};
  const names = Object.keys(inputs);
  const put = (next: unknown, key: string): void => onChange({ ...flow, inputs: next }, key);
  return (
    <>
      {names.length === 0 && <p className={classes.help}>{words.none}</p>}
      <Faults
        faults={faultsLeft(
          faults,
          'inputs',
          names.map((name) => below('inputs', name)),
        )}
      />
      <SortableRows
        what={t().forms.flowForm.inputs}
        count={names.length}
        onMove={(from, to) => put(moveKey(inputs, from, to), 'inputs')}
        row={(index, grip) => {
          const name = names[index] ?? '';
          const path = below('inputs', name);
          const spec = inputs[name];
          const value = isObject(spec) ? spec : {};
          const own = faultsWithin(faults, path);
          const fields = inputFields(value.type);
          return (
            <div className={flowClasses.inputCard}>
              <div className={classes.row}>
                {names.length > 1 && grip}
                <NameInput
                  label={words.name(index + 1)}
                  name={name}
                  taken={names.filter((each) => each !== name)}
                  isPlain
                  onRename={(to) => onChange(renameInput(flow, name, to), `inputs ${index}`)}
                />
                <IconButton
                  label={t().forms.remove(words.name(index + 1))}
                  icon={<IconX size={14} stroke={1.5} aria-hidden="true" />}
                  onClick={() => put(setKey(inputs, name, undefined), 'inputs')}
                />
              </div>
              <Faults
                faults={faultsLeft(
                  own,
                  path,
                  fields.map(({ key }) => below(path, key)),
                )}
              />
              <ObjectFields
                fields={fields}
                groups={[]}
                value={value}
                path={path}
                faults={own}
                always={new Set(Object.keys(InputSpec.shape))}
                onChange={(next, key) => put(setKey(inputs, name, next), key)}
              />
            </div>
          );
        }}
      />
      <Button
        size="sm"
        icon={<IconPlus size={14} stroke={1.5} aria-hidden="true" />}
        onClick={() => {
          const name = freeName('input', names);
          put({ ...inputs, [name]: { type: 'text' } }, below('inputs', name));
        }}
      >
        {words.add}
      </Button>
    </>
  );
}
