import { useState } from 'react';
import { SETTING_LOOKS, settingChoices, settingLimits } from '../../../shared/settings/registry.ts';
import type { SettingName, SettingValue } from '../../../shared/settings/schema.ts';
import { t } from '../../texts/index.ts';
import { Choice } from '../../ui/choice.tsx';
import classes from './settings.module.css';
import { type TimeUnit, typedNumber, UNIT_MS, unitOf, valueText } from './value-text.ts';

export interface FieldProps {
  name: SettingName;
  value: SettingValue;
  /** Set from outside: shown, not changed. */
  isFixed: boolean;
  /** Id of what describes it. */
  describedBy: string;
  onChange: (value: SettingValue) => void;
}

/** The field of a setting, as its kind wants it. */
export function SettingField(props: FieldProps) {
  const { name, value, isFixed, describedBy, onChange } = props;
  const { title } = t().settings.items[name];
  if (typeof value === 'boolean')
    return (
      <Switch label={title} value={value} isFixed={isFixed} describedBy={describedBy} onChange={onChange} />
    );
  if (typeof value === 'number') return <NumberField {...props} value={value} />;
  if (isFixed) return <span>{valueText(name, value)}</span>;
  const options = settingChoices(name).map((each) => ({ value: each, text: valueText(name, each) }));
  return <Choice label={title} value={value} options={options} onChange={onChange} />;
}

interface SwitchProps {
  label: string;
  value: boolean;
  isFixed: boolean;
  describedBy: string;
  onChange: (value: boolean) => void;
}

function Switch({ label, value, isFixed, describedBy, onChange }: SwitchProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      className={classes.switch}
      aria-label={label}
      aria-describedby={describedBy}
      checked={value}
      aria-checked={value}
      disabled={isFixed}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

/** A number in its unit. It counts when the field is left or with Enter; Esc takes it back. */
function NumberField({ name, value, isFixed, describedBy, onChange }: FieldProps & { value: number }) {
  const words = t().settings;
  const { kind } = SETTING_LOOKS[name];
  const [unit, setUnit] = useState<TimeUnit>(() => unitOf(value));
  const [typed, setTyped] = useState<string | null>(null);
  const scale = kind === 'time' ? UNIT_MS[unit] : kind === 'share' ? 0.01 : 1;
  const limits = settingLimits(name);
  const shown = typed ?? String(Number((value / scale).toFixed(6)));
  const number = typedNumber(shown, scale, limits, kind !== 'share');
  const keep = (): void => {
    if (number === null) return;
    setTyped(null);
    if (number !== value) onChange(number);
  };
  const title = words.items[name].title;
  return (
    <span className={classes.numberField}>
      <input
        className={classes.number}
        inputMode="decimal"
        aria-label={title}
        aria-describedby={describedBy}
        aria-invalid={number === null || undefined}
        title={words.range(valueText(name, limits.min), valueText(name, limits.max))}
        disabled={isFixed}
        value={shown}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
          if (event.key !== 'Escape' || typed === null) return;
          event.stopPropagation();
          setTyped(null);
        }}
      />
      {kind === 'share' && <span className={classes.unit}>%</span>}
      {kind === 'time' && (
        <Choice
          label={words.unitOf(title)}
          value={unit}
          options={[
            { value: 'seconds' as const, text: words.seconds },
            { value: 'minutes' as const, text: words.minutes },
          ]}
          onChange={setUnit}
        />
      )}
      {number === null && (
        <span className={classes.fault} role="alert">
          {words.range(valueText(name, limits.min), valueText(name, limits.max))}
        </span>
      )}
    </span>
  );
}
