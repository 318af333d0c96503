import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { Fault } from '../../../../shared/errors.ts';
import { t } from '../../../texts/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Pick } from './choice-parts.tsx';
import { isObject, setKey } from './edit.ts';
import { FieldBox } from './field-box.tsx';
import { fieldWords } from './field-words.ts';
import type { OnValue, PartProps } from './form-context.ts';
import classes from './forms.module.css';
import type { Group } from './groups.ts';
import { type Arranged, arrange, chooseOfGroup } from './layout.ts';
import { isGroup, Part } from './part.tsx';
import { below, faultsLeft, faultsWithin } from './paths.ts';
import { blank, type Field, type Shape } from './shape.ts';
import { widthOf } from './width.ts';

interface ObjectFieldsProps {
  fields: readonly Field[];
  groups: readonly Group[];
  value: Readonly<Record<string, unknown>>;
  path: string;
  faults: readonly Fault[];
  /** Shown though they are not set. */
  always: ReadonlySet<string>;
  onChange: (next: Readonly<Record<string, unknown>>, key: string) => void;
}

/** The fields of an object: what must be there and what is set, and the rest on demand. */
export function ObjectFields({ fields, groups, value, path, faults, always, onChange }: ObjectFieldsProps) {
  const [isOpen, setOpen] = useState(false);
  // A field that was there stays while the form does: it must not vanish under the hand that empties it.
  const [seen] = useState(() => new Set<string>());
  for (const key of Object.keys(value)) seen.add(key);
  const shown = new Set([...always, ...seen]);
  const { items, more } = arrange(fields, groups, value, shown, isOpen);
  const change: OnFieldChange = (key, next, undoKey) => onChange(setKey(value, key, next), undoKey);
  return (
    <div className={classes.grid}>
      {items.map((item) =>
        item.kind === 'group' ? (
          <GroupField
            key={item.group.keys.join()}
            item={item}
            onPick={(key) => onChange(chooseOfGroup(item, value, key), below(path, key))}
          />
        ) : (
          <FieldRow
            key={item.field.key}
            field={item.field}
            isRequired={item.isRequired}
            value={value[item.field.key]}
            path={below(path, item.field.key)}
            faults={faults}
            onChange={change}
          />
        ),
      )}
      {(more > 0 || isOpen) && (
        <Button
          size="sm"
          variant="subtle"
          className={classes.more ?? ''}
          aria-expanded={isOpen}
          icon={
            isOpen ? (
              <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
            ) : (
              <IconChevronRight size={14} stroke={1.5} aria-hidden="true" />
            )
          }
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t().forms.fewer : t().forms.more(more)}
        </Button>
      )}
    </div>
  );
}

type OnFieldChange = (key: string, next: unknown, undoKey: string) => void;

interface FieldRowProps {
  field: Field;
  isRequired: boolean;
  value: unknown;
  path: string;
  faults: readonly Fault[];
  onChange: OnFieldChange;
}

/** One key with its label, its control and its faults. */
function FieldRow({ field, isRequired, value, path, faults, onChange }: FieldRowProps) {
  const { label, help } = fieldWords(field.at);
  const own = faultsWithin(faults, path);
  const put: OnValue = (next, undoKey) => onChange(field.key, next, undoKey);
  // A single control shows all that is wrong with it; a group leaves to its parts what is theirs.
  const parts = isGroup(field.shape) ? partPaths(field.shape, value, path) : [];
  return (
    <FieldBox
      label={label}
      help={help}
      width={widthOf(field, value)}
      isGroup={isGroup(field.shape)}
      faults={faultsLeft(own, path, parts)}
    >
      {({ id, describedBy }) => (
        <Part
          shape={field.shape}
          value={value}
          at={field.at}
          path={path}
          label={label}
          isRequired={isRequired}
          preset={field.preset}
          faults={own}
          id={isGroup(field.shape) ? undefined : id}
          describedBy={describedBy}
          onChange={put}
        />
      )}
    </FieldBox>
  );
}

/** Paths of the parts that show their faults themselves. */
function partPaths(shape: Shape, value: unknown, path: string): readonly string[] {
  switch (shape.kind) {
    case 'target':
      return Array.isArray(value) ? value.map((_, at) => below(path, at)) : [];
    case 'list':
    case 'some':
      return Array.isArray(value) ? value.map((_, at) => below(path, at)) : [];
    case 'record':
      return isObject(value) ? Object.keys(value).map((key) => below(path, key)) : [];
    case 'object':
      return isObject(value) ? shape.fields.map(({ key }) => below(path, key)) : [];
    case 'either':
      return shape.options.flatMap((each) => partPaths(each, value, path));
    default:
      return [];
  }
}

interface GroupFieldProps {
  item: Extract<Arranged, { kind: 'group' }>;
  onPick: (key: string) => void;
}

/** Which of several keys that exclude each other is meant. */
function GroupField({ item, onPick }: GroupFieldProps) {
  const { choose, none, which } = t().forms;
  const { group, chosen, options } = item;
  const labels: Readonly<Record<string, string>> = t().forms.groups;
  const owner = options[0]?.at.split('.').slice(0, -1).join('.') ?? '';
  const label = (group.with === undefined ? labels[owner] : undefined) ?? which;
  const absent = group.isOptional === true ? none : choose;
  const words = options.map(({ key, at }) => ({ value: key, text: fieldWords(at).label }));
  const isEmpty = chosen === null || group.isOptional === true;
  return (
    <FieldBox label={label} help="" width="s" isGroup={false} faults={[]}>
      {({ id }) => (
        <Pick
          id={id}
          label={label}
          value={chosen ?? ''}
          options={isEmpty ? [{ value: '', text: absent }, ...words] : words}
          onPick={onPick}
        />
      )}
    </FieldBox>
  );
}

const NONE: ReadonlySet<string> = new Set();

type ObjectPartProps = PartProps<Extract<Shape, { kind: 'object' }>>;

/** An object inside a form: its fields, indented by a line. Absent, one click begins it. */
export function ObjectPart({ shape, value, path, label, isRequired, faults, onChange }: ObjectPartProps) {
  if (!isObject(value)) {
    return (
      <Button size="sm" aria-label={t().forms.addTo(label)} onClick={() => onChange(blank(shape), path)}>
        {t().forms.add}
      </Button>
    );
  }
  return (
    <div className={classes.nested}>
      <ObjectFields
        fields={shape.fields}
        groups={shape.groups}
        value={value}
        path={path}
        faults={faults}
        always={shape.fields.length <= FEW ? new Set(shape.fields.map(({ key }) => key)) : NONE}
        onChange={(next, key) => onChange(next, key)}
      />
      {!isRequired && (
        <Button
          size="sm"
          variant="subtle"
          aria-label={t().forms.remove(label)}
          onClick={() => onChange(undefined, path)}
        >
          {t().forms.takeOut}
        </Button>
      )}
    </div>
  );
}

/** So few fields are all shown at once. */
const FEW = 4;
