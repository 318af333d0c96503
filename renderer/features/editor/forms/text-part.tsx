import { useId } from 'react';
import { templateFaults } from '../../../../shared/flow/template.ts';
import type { PartProps } from './form-context.ts';
import { useForm } from './form-context.ts';
import classes from './forms.module.css';
import type { Shape } from './shape.ts';
import { isPlainText, isTallText, wordList } from './text-kinds.ts';
import { ValueInput } from './value-input.tsx';

type TextShape = Extract<Shape, { kind: 'text' }>;

/** A text. An empty one takes out a key that need not be there. */
export function TextPart({ shape, value, at, path, label, id, describedBy, ...rest }: PartProps<TextShape>) {
  const { around } = useForm();
  const listId = useId();
  const { isRequired, faults, onChange } = rest;
  const text = typeof value === 'string' ? value : '';
  const put = (next: string): void => onChange(next === '' && !isRequired ? undefined : next, path);
  const isWrong = faults.length > 0 || (!isPlainText(at) && templateFaults(text, around.names).length > 0);
  if (!isPlainText(at) && shape.of !== 'name') {
    return (
      <ValueInput
        id={id}
        label={id === undefined ? label : undefined}
        describedBy={describedBy}
        text={text}
        isWrong={isWrong}
        isTall={isTallText(at, text)}
        isMono={shape.of === 'expression'}
        onText={put}
      />
    );
  }
  const common = {
    id,
    className: `${classes.input} ${isTallText(at, text) ? classes.tall : ''}`,
    value: text,
    autoComplete: 'off',
    spellCheck: false,
    'aria-label': id === undefined ? label : undefined,
    'aria-describedby': describedBy,
    'aria-invalid': isWrong || undefined,
    onChange: (event: { currentTarget: { value: string } }) => put(event.currentTarget.value),
  };
  if (isTallText(at, text)) return <textarea {...common} rows={Math.min(14, text.split('\n').length + 1)} />;
  const words = wordList(at, around);
  return (
    <>
      <input {...common} list={words.length === 0 ? undefined : listId} />
      {words.length > 0 && (
        <datalist id={listId}>
          {words.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
    </>
  );
}
