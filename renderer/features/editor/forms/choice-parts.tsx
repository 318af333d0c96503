import { t } from '../../../texts/index.ts';
import { safeText } from '../../../ui/safe-text.ts';
import { absentWord, optionWord } from './field-words.ts';
import type { PartProps } from './form-context.ts';
import classes from './forms.module.css';
import type { Shape } from './shape.ts';
import switchClasses from './switches.module.css';
import { ValueInput } from './value-input.tsx';

interface PickProps {
  id?: string | undefined;
  label: string;
  describedBy?: string | undefined;
  isWrong?: boolean;
  value: string;
  options: readonly { readonly value: string; readonly text: string }[];
  onPick: (value: string) => void;
}

/** One of a few, as the system's own list; a word that is none of them stands there too. */
export function Pick({ id, label, describedBy, isWrong = false, value, options, onPick }: PickProps) {
  const isKnown = options.some((each) => each.value === value);
  return (
    <select
      id={id}
      className={classes.input}
      aria-label={id === undefined ? label : undefined}
      aria-describedby={describedBy}
      aria-invalid={isWrong || !isKnown || undefined}
      value={value}
      onChange={(event) => onPick(event.currentTarget.value)}
    >
      {!isKnown && <option value={value}>{t().forms.notKnown(safeText(value, 100))}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}

type ChoicePartProps = PartProps<Extract<Shape, { kind: 'choice' }>>;

/** One word of several; the first line leaves the key out. */
export function ChoicePart({ shape, value, at, path, label, id, describedBy, ...rest }: ChoicePartProps) {
  const { isRequired, preset, faults, onChange } = rest;
  const { none, choose, asUsual } = t().forms;
  const absent =
    absentWord(at) ??
    (typeof preset === 'string' ? asUsual(optionWord(at, preset)) : isRequired ? choose : none);
  const words = shape.words.map((word) => ({ value: word, text: optionWord(at, word) }));
  const isGiven = typeof value === 'string' && isRequired;
  return (
    <Pick
      id={id}
      label={label}
      describedBy={describedBy}
      isWrong={faults.length > 0}
      value={typeof value === 'string' ? value : ''}
      options={isGiven ? words : [{ value: '', text: absent }, ...words]}
      onPick={(word) => onChange(word === '' ? undefined : word, path)}
    />
  );
}

type ChoicesPartProps = PartProps<Extract<Shape, { kind: 'choices' }>>;

/** Any of several words, in the order in which they were ticked. None takes the key out. */
export function ChoicesPart({ shape, value, at, path, isRequired, onChange }: ChoicesPartProps) {
  const chosen = Array.isArray(value) ? value : [];
  const others = chosen.filter((each) => !shape.words.some((word) => word === each));
  const toggle = (word: unknown, isOn: boolean): void => {
    const next = isOn ? [...chosen, word] : chosen.filter((each) => each !== word);
    onChange(next.length === 0 && !isRequired ? undefined : next, path);
  };
  const boxes = [...shape.words, ...others];
  return (
    <span className={switchClasses.ticks}>
      {boxes.map((word) => {
        const text = String(word);
        return (
          <label key={text} className={switchClasses.tick}>
            <input
              type="checkbox"
              checked={chosen.includes(word)}
              onChange={(event) => toggle(word, event.currentTarget.checked)}
            />
            {safeText(optionWord(at, text), 100)}
          </label>
        );
      })}
    </span>
  );
}

type SwitchPartProps = PartProps<Extract<Shape, { kind: 'switch' | 'flag' }>>;

/** Where “no” says something else than nothing. */
const THREE_WAYS: ReadonlySet<string> = new Set(['assert.visible', 'emulate.offline']);

/** Yes or no; yes, no or a value; or yes, no or nothing. */
export function SwitchPart(props: SwitchPartProps) {
  const { shape, value, at, path, label, id, describedBy, isRequired, preset, onChange } = props;
  const { yes, no, none } = t().forms;
  if (shape.kind === 'switch' && shape.orValue) return <FlagPart {...props} shape={shape} />;
  if (THREE_WAYS.has(at)) {
    const absent = isRequired ? [] : [{ value: '', text: none }];
    return (
      <Pick
        id={id}
        label={label}
        describedBy={describedBy}
        value={typeof value === 'boolean' ? String(value) : ''}
        options={[...absent, { value: 'true', text: yes }, { value: 'false', text: no }]}
        onPick={(word) => onChange(word === '' ? undefined : word === 'true', path)}
      />
    );
  }
  const isOn = value === undefined ? preset === true : value === true;
  return (
    <span className={switchClasses.switchRow}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        id={id}
        className={switchClasses.switch}
        aria-label={id === undefined ? label : undefined}
        aria-describedby={describedBy}
        checked={isOn}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          onChange(checked === (preset === true) ? undefined : checked, path);
        }}
      />
      <span aria-hidden="true">{isOn ? yes : no}</span>
    </span>
  );
}

function FlagPart({ value, path, label, id, describedBy, faults, preset, onChange }: SwitchPartProps) {
  const { yes, no, byValue } = t().forms;
  const word = typeof value === 'string' ? 'value' : String(value ?? preset ?? false);
  return (
    <span className={classes.pair}>
      <Pick
        id={id}
        label={label}
        describedBy={describedBy}
        value={word}
        options={[
          { value: 'true', text: yes },
          { value: 'false', text: no },
          { value: 'value', text: byValue },
        ]}
        onPick={(next) => onChange(next === 'value' ? '{{}}' : next === 'true', path)}
      />
      {typeof value === 'string' && (
        <ValueInput
          label={`${label}: ${byValue}`}
          text={value}
          isWrong={faults.length > 0}
          onText={(text) => onChange(text, path)}
        />
      )}
    </span>
  );
}
