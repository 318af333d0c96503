import { t } from '../../../texts/index.ts';
import { Pick } from './choice-parts.tsx';
import { kindWord } from './field-words.ts';
import type { PartProps } from './form-context.ts';
import classes from './forms.module.css';
import { Part } from './part.tsx';
import { blank, fits, type Shape } from './shape.ts';

type EitherPartProps = PartProps<Extract<Shape, { kind: 'either' }>>;

/** A value of one of several kinds: which kind, and its own field. */
export function EitherPart(props: EitherPartProps) {
  const { shape, value, at, path, label, isRequired, describedBy, onChange } = props;
  const { none, choose, kindOf } = t().forms;
  const chosen = value === undefined ? -1 : shape.options.findIndex((each) => fits(each, value));
  const option = shape.options[chosen];
  const words = shape.options.map((each, index) => ({ value: String(index), text: kindWord(at, each) }));
  const absent = isRequired
    ? value === undefined
      ? [{ value: '', text: choose }]
      : []
    : [{ value: '', text: none }];
  const pick = (word: string): void => {
    const next = shape.options[Number(word)];
    if (word === '' || next === undefined) onChange(undefined, path);
    else onChange(converted(next, value), path);
  };
  return (
    <span className={isWide(option) ? classes.stack : classes.pair}>
      <Pick
        label={kindOf(label)}
        describedBy={describedBy}
        value={chosen < 0 ? '' : String(chosen)}
        options={[...absent, ...words]}
        onPick={pick}
      />
      {option !== undefined && option.kind !== 'flag' && option.kind !== 'constant' && (
        <Part {...props} shape={option} id={undefined} isRequired />
      )}
    </span>
  );
}

function isWide(option: Shape | undefined): boolean {
  return option !== undefined && ['object', 'target', 'list', 'record'].includes(option.kind);
}

/** A value of another kind, that says the same where that can be. */
function converted(shape: Shape, value: unknown): unknown {
  if (shape.kind === 'text' && (typeof value === 'number' || typeof value === 'boolean'))
    return String(value);
  if (
    shape.kind === 'number' &&
    typeof value === 'string' &&
    value.trim() !== '' &&
    Number.isFinite(Number(value))
  ) {
    return Number(value);
  }
  if (shape.kind === 'list' && (typeof value === 'string' || typeof value === 'number')) return [value];
  return shape.kind === 'text' && shape.of === 'expression' ? '{{}}' : blank(shape);
}
