import { useId } from 'react';
import { t } from '../../../texts/index.ts';
import { Pick } from './choice-parts.tsx';
import { isObject } from './edit.ts';
import type { PartProps } from './form-context.ts';
import { useForm } from './form-context.ts';
import classes from './forms.module.css';
import { numberText, numberValue } from './number-text.ts';
import type { Shape } from './shape.ts';

type OnErrorPartProps = PartProps<Extract<Shape, { kind: 'onError' }>>;

/** What happens when the step fails: fail, go on, try again so many times, or go on at a step of the same list. */
export function OnErrorPart({ value, path, label, describedBy, faults, onChange }: OnErrorPartProps) {
  const words = t().forms.onError;
  const listId = useId();
  const { around } = useForm();
  if (Array.isArray(value)) return <span className={classes.help}>{words.list}</span>;
  const way = wayOf(value);
  const pick = (word: string): void => {
    if (word === '') onChange(undefined, path);
    else if (word === 'retry') onChange({ retry: 2 }, path);
    else if (word === 'goto') onChange({ goto: around.ids[0] ?? '' }, path);
    else onChange(word, path);
  };
  const ways = (['fail', 'continue', 'retry', 'goto'] as const).map((word) => ({
    value: word,
    text: words[word],
  }));
  const common = {
    className: classes.input,
    autoComplete: 'off',
    'aria-invalid': faults.length > 0 || undefined,
  } as const;
  return (
    <span className={classes.pair}>
      <Pick
        label={label}
        describedBy={describedBy}
        isWrong={faults.length > 0}
        value={way}
        options={[{ value: '', text: words.usual }, ...ways]}
        onPick={pick}
      />
      {way === 'retry' && isObject(value) && (
        <input
          {...common}
          aria-label={words.times}
          inputMode="numeric"
          value={numberText(value.retry, null)}
          onChange={(event) => onChange({ retry: numberValue(event.currentTarget.value, null) ?? '' }, path)}
        />
      )}
      {way === 'goto' && isObject(value) && (
        <>
          <input
            {...common}
            aria-label={words.step}
            list={listId}
            value={typeof value.goto === 'string' ? value.goto : ''}
            onChange={(event) => onChange({ goto: event.currentTarget.value }, path)}
          />
          <datalist id={listId}>
            {around.ids.map((id) => (
              <option key={id} value={id} />
            ))}
          </datalist>
        </>
      )}
    </span>
  );
}

function wayOf(value: unknown): string {
  if (value === undefined) return '';
  if (isObject(value)) return value.goto !== undefined ? 'goto' : 'retry';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
