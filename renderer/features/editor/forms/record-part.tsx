import { IconChevronDown, IconChevronRight, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../../texts/index.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { safeText } from '../../../ui/safe-text.ts';
import { freeName, isObject, moveKey, renameKey, setKey } from './edit.ts';
import { Faults } from './faults.tsx';
import { fieldWords } from './field-words.ts';
import type { OnValue, PartProps } from './form-context.ts';
import classes from './forms.module.css';
import { NameInput } from './name-input.tsx';
import { ObjectFields } from './object-fields.tsx';
import { Part } from './part.tsx';
import { below, faultsLeft, faultsWithin } from './paths.ts';
import { useReads } from './reads-context.ts';
import { blank, type Field, type Shape } from './shape.ts';
import { SortableRows } from './sortable-rows.tsx';
import { lineOfTarget } from './target-line.ts';

type RecordPartProps = PartProps<Extract<Shape, { kind: 'record' }>>;

/** Names that may hold anything: they are no names of the expression language. */
const FREE_NAMES: ReadonlySet<string> = new Set([
  'request.headers',
  'request.form',
  'route.answer.headers',
  'extractTable.columns',
]);

/** Values by names: one row each, in an order that can be changed. */
export function RecordPart({ shape, value, at, path, label, isRequired, faults, onChange }: RecordPartProps) {
  const record = isObject(value) ? value : {};
  const names = Object.keys(record);
  const isFree = FREE_NAMES.has(at);
  const put = (next: Readonly<Record<string, unknown>>, key: string): void =>
    onChange(Object.keys(next).length === 0 && !isRequired ? undefined : next, key);
  return (
    <div className={classes.rows}>
      <SortableRows
        what={label}
        count={names.length}
        onMove={(from, to) => put(moveKey(record, from, to), path)}
        row={(index, grip) => {
          const name = names[index] ?? '';
          const rowPath = below(path, name);
          return (
            <RecordRow
              shape={shape.value}
              at={at}
              path={rowPath}
              label={t().forms.entry(label, index + 1)}
              name={
                <NameInput
                  label={t().forms.nameOf(label, index + 1)}
                  name={name}
                  taken={names.filter((each) => each !== name)}
                  isPlain={!isFree}
                  onRename={(to) => put(renameKey(record, name, to), `${path} ${index}`)}
                />
              }
              nameText={name}
              grip={names.length > 1 ? grip : null}
              value={record[name]}
              faults={faultsWithin(faults, rowPath)}
              onRemove={() => put(setKey(record, name, undefined), path)}
              onChange={(next, key) => put(setKey(record, name, next), key)}
            />
          );
        }}
      />
      <Button
        size="sm"
        variant="subtle"
        aria-label={t().forms.addTo(label)}
        icon={<IconPlus size={14} stroke={1.5} aria-hidden="true" />}
        onClick={() => put({ ...record, [freeName('name', names)]: firstValue(shape.value) }, path)}
      >
        {t().forms.add}
      </Button>
    </div>
  );
}

/** A new field of a list begins with an element to look for: without one it would read the whole item. */
function firstValue(shape: Shape): unknown {
  const first = blank(shape);
  const target =
    shape.kind === 'object' ? shape.fields.find(({ shape: own }) => own.kind === 'target') : undefined;
  return target === undefined || !isObject(first) ? first : { ...first, [target.key]: blank(target.shape) };
}

interface RecordRowProps extends Pick<PartProps, 'shape' | 'at' | 'path' | 'label' | 'value' | 'faults'> {
  name: React.ReactNode;
  nameText: string;
  grip: React.ReactNode;
  onRemove: () => void;
  onChange: OnValue;
}

function RecordRow(props: RecordRowProps) {
  const { shape, at, path, label, name, nameText, grip, value, faults, onRemove, onChange } = props;
  const [isOpen, setOpen] = useState(false);
  const reads = useReads(path);
  const remove = (
    <IconButton
      label={t().forms.remove(label)}
      icon={<IconX size={14} stroke={1.5} aria-hidden="true" />}
      onClick={onRemove}
    />
  );
  if (shape.kind !== 'object' || !isObject(value)) {
    return (
      <div className={classes.row}>
        {grip}
        {name}
        <Part
          shape={shape}
          value={value}
          at={at}
          path={path}
          label={label}
          isRequired
          preset={undefined}
          faults={faults}
          onChange={onChange}
        />
        {remove}
        <Faults faults={faults} />
      </div>
    );
  }
  const inline = shape.fields.filter(isInline);
  const shownBelow = isOpen ? shape.fields.map(({ key }) => below(path, key)) : [];
  return (
    <div className={classes.entry}>
      <div className={classes.row}>
        {grip}
        {name}
        {!isOpen &&
          inline.map((field) => (
            <Part
              key={field.key}
              shape={field.shape}
              value={value[field.key]}
              at={field.at}
              path={below(path, field.key)}
              label={`${label}: ${fieldWords(field.at).label}`}
              isRequired={false}
              preset={field.preset}
              faults={faultsWithin(faults, below(path, field.key))}
              onChange={(next, key) => onChange(setKey(value, field.key, next), key)}
            />
          ))}
        <span className={classes.targetLine}>{isOpen ? '' : safeText(lineOfTarget(value.target), 200)}</span>
        {reads !== undefined && (
          <span className={classes.reads}>{t().forms.target.reads(safeText(reads, 80))}</span>
        )}
        <IconButton
          label={t().forms.details(safeText(nameText, 64))}
          aria-expanded={isOpen}
          icon={
            isOpen ? (
              <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
            ) : (
              <IconChevronRight size={14} stroke={1.5} aria-hidden="true" />
            )
          }
          onClick={() => setOpen(!isOpen)}
        />
        {remove}
        <Faults faults={faultsLeft(faults, path, shownBelow)} />
      </div>
      {isOpen && (
        <div className={classes.nested}>
          <ObjectFields
            fields={shape.fields}
            groups={shape.groups}
            value={value}
            path={path}
            faults={faults}
            always={new Set(shape.fields.map(({ key }) => key))}
            onChange={onChange}
          />
        </div>
      )}
    </div>
  );
}

/** What a row has room for: what is made of the value. The rest is behind the arrow. */
function isInline({ key }: Field): boolean {
  return key === 'transform' || key === 'heading';
}
