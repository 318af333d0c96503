import { SegmentedControl, Slider, TextInput } from '@mantine/core';
import { useId } from 'react';
import { Choice } from '../../ui/choice.tsx';
import type { SpanUnit, When } from './enqueue-wish.ts';
import { FIELD_LOOKS, SEGMENT_LOOKS, SLIDER_LOOKS } from './field-looks.ts';
import './mantine-fields.ts';
import classes from './new-job.module.css';
import { priorityWord } from './priority-words.ts';
import type { NewJobState, NewJobStore } from './store.ts';

interface RunSettingsProps {
  state: Pick<NewJobState, 'headed' | 'priority' | 'wish' | 'wishFaults'>;
  onSet: NewJobStore['set'];
  onWish: NewJobStore['setWish'];
}

const MARKS = [
  { value: -10, label: 'low' },
  { value: 0, label: 'normal' },
  { value: 10, label: 'high' },
];

const BROWSERS = [
  { value: 'headless', label: 'In the background' },
  { value: 'headed', label: 'Show its window' },
];

const TIMES = [
  { value: 'now', label: 'Now' },
  { value: 'in', label: 'In …' },
  { value: 'at', label: 'At …' },
];

/** What each choice of a time begins with. */
const WHEN_FIRST: Readonly<Record<string, When>> = {
  now: { kind: 'now' },
  in: { kind: 'in', amount: '15', unit: 'min' },
  at: { kind: 'at', at: '' },
};

const UNITS: readonly { readonly value: SpanUnit; readonly text: string }[] = [
  { value: 'min', text: 'minutes' },
  { value: 'h', text: 'hours' },
  { value: 'd', text: 'days' },
];

/** How the job runs: with a window or without, how soon, when. */
export function RunSettings({ state, onSet, onWish }: RunSettingsProps) {
  const ids = { browser: useId(), priority: useId(), when: useId() };
  return (
    <div className={classes.settings}>
      <div className={classes.setting}>
        <span id={ids.browser} className={classes.settingName}>
          Browser
        </span>
        <Segments
          labelledBy={ids.browser}
          value={state.headed ? 'headed' : 'headless'}
          options={BROWSERS}
          onChange={(value) => onSet({ headed: value === 'headed' })}
        />
      </div>
      <div className={classes.setting}>
        <span id={ids.when} className={classes.settingName}>
          When
        </span>
        <Segments
          labelledBy={ids.when}
          value={state.wish.when.kind}
          options={TIMES}
          onChange={(value) => onWish({ when: WHEN_FIRST[value] ?? { kind: 'now' } })}
        />
        <WhenFields
          when={state.wish.when}
          fault={state.wishFaults.when}
          onWhen={(when) => onWish({ when })}
        />
      </div>
      <div className={classes.setting}>
        <span id={ids.priority} className={classes.settingName}>
          Priority
        </span>
        <Slider
          className={classes.slider ?? ''}
          classNames={SLIDER_LOOKS}
          size="xs"
          min={-10}
          max={10}
          step={1}
          startPointValue={0}
          label={null}
          marks={MARKS}
          thumbProps={{ 'aria-labelledby': ids.priority }}
          thumbValueText={(value) => `${value}, ${priorityWord(value)}`}
          value={state.priority}
          onChange={(priority) => onSet({ priority })}
        />
        <span className={classes.priorityValue} aria-hidden="true">
          {state.priority > 0 ? `+${state.priority}` : state.priority}
          {state.priority % 10 === 0 ? '' : `, ${priorityWord(state.priority)}`}
        </span>
      </div>
    </div>
  );
}

interface WhenFieldsProps {
  when: When;
  fault: string | undefined;
  onWhen: (when: When) => void;
}

function WhenFields({ when, fault, onWhen }: WhenFieldsProps) {
  if (when.kind === 'now') return null;
  if (when.kind === 'at') {
    return (
      <TextInput
        size="xs"
        classNames={FIELD_LOOKS}
        type="datetime-local"
        aria-label="Day and time"
        value={when.at}
        error={fault}
        onChange={(event) => onWhen({ ...when, at: event.currentTarget.value })}
      />
    );
  }
  return (
    <>
      <TextInput
        size="xs"
        className={classes.amount ?? ''}
        classNames={FIELD_LOOKS}
        inputMode="decimal"
        aria-label="How long from now"
        value={when.amount}
        error={fault}
        onChange={(event) => onWhen({ ...when, amount: event.currentTarget.value })}
      />
      <Choice
        label="Unit of time"
        value={when.unit}
        options={UNITS}
        onChange={(unit) => onWhen({ ...when, unit })}
      />
    </>
  );
}

interface SegmentsProps {
  labelledBy: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}

function Segments({ labelledBy, value, options, onChange }: SegmentsProps) {
  return (
    <SegmentedControl
      size="xs"
      classNames={SEGMENT_LOOKS}
      aria-labelledby={labelledBy}
      value={value}
      onChange={onChange}
      data={options}
    />
  );
}
