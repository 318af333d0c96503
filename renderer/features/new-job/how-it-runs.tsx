import { TextInput } from '@mantine/core';
import { IconChevronRight, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { NumberedStep } from '../../../shared/flow/numbered-steps.ts';
import { IconButton } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { FIELD_LOOKS } from './field-looks.ts';
import classes from './how-it-runs.module.css';
import { type HowFaults, type HowWish, howWords, topSteps } from './how-wish.ts';
import './mantine-fields.ts';
import more from './more-settings.module.css';

interface HowItRunsProps {
  how: HowWish;
  faults: HowFaults;
  /** Every step of the flow, those inside of others too. */
  steps: readonly NumberedStep[];
  onHow: (part: Partial<HowWish>) => void;
}

/** What is wanted while a flow is made or mended. Folded until it is wanted or something is wrong in it. */
export function HowItRuns(props: HowItRunsProps) {
  const { how, faults } = props;
  const [isUnfolded, setUnfolded] = useState(false);
  const isOpen = isUnfolded || Object.keys(faults).length > 0;
  const partsId = useId();
  const set = howWords(how);
  return (
    <div className={more.more}>
      <button
        type="button"
        className={more.unfold}
        aria-expanded={isOpen}
        aria-controls={partsId}
        onClick={() => setUnfolded(!isOpen)}
      >
        <IconChevronRight size={14} stroke={1.5} aria-hidden="true" data-open={isOpen || undefined} />
        How it runs
        {!isOpen && (
          <span className={more.set}>{set === '' ? 'some steps, breakpoints, slow motion' : set}</span>
        )}
      </button>
      <div id={partsId} hidden={!isOpen} className={more.parts}>
        {props.steps.length > 0 && (
          <>
            <WhichSteps {...props} />
            <Breakpoints {...props} />
          </>
        )}
        <SlowMotion {...props} />
        <Hold {...props} />
      </div>
    </div>
  );
}

/** `4.2 Click “Search”`, in the words of the flow. */
function stepText({ path, title }: NumberedStep): string {
  return `${path} ${safeText(title, 80)}`;
}

const WHICH = [
  { value: 'all', text: 'All of them' },
  { value: 'from', text: 'From a step on' },
  { value: 'only', text: 'One step alone' },
] as const;

function WhichSteps({ how, faults, steps, onHow }: HowItRunsProps) {
  const options = [
    { value: '', text: 'Step …' },
    ...topSteps(steps).map((step) => ({ value: step.path, text: stepText(step) })),
  ];
  return (
    <div className={classes.line}>
      <span className={classes.name}>Steps</span>
      <Choice
        label="Which steps run"
        value={how.which}
        options={WHICH}
        onChange={(which) => onHow({ which })}
      />
      {how.which !== 'all' && (
        <Choice label="Step" value={how.step} options={options} onChange={(step) => onHow({ step })} />
      )}
      {how.which !== 'all' && <Fault text={faults.step} />}
    </div>
  );
}

function Breakpoints({ how, faults, steps, onHow }: HowItRunsProps) {
  const nameId = useId();
  const { breakpoints } = how;
  const open = steps.filter(({ path }) => !breakpoints.includes(path));
  const options = [
    { value: '', text: 'Add a step …' },
    ...open.map((step) => ({ value: step.path, text: stepText(step) })),
  ];
  const add = (path: string): void => {
    if (path !== '') onHow({ breakpoints: [...breakpoints, path] });
  };
  return (
    <div className={classes.line}>
      <span id={nameId} className={classes.name}>
        Stands still before
      </span>
      <Choice label="Add a step before which it stands still" value="" options={options} onChange={add} />
      {breakpoints.length > 0 && (
        <ul className={classes.chosen} aria-labelledby={nameId}>
          {steps
            .filter(({ path }) => breakpoints.includes(path))
            .map((step) => (
              <li key={step.path} className={classes.step}>
                <bdi className={classes.title}>{stepText(step)}</bdi>
                <IconButton
                  label={`Do not stand still before step ${step.path}`}
                  icon={<IconX size={14} stroke={1.5} />}
                  onClick={() => onHow({ breakpoints: breakpoints.filter((path) => path !== step.path) })}
                />
              </li>
            ))}
        </ul>
      )}
      {breakpoints.length > 0 && (
        <p className={classes.hint}>The Live panel of the job lets it go on, step by step or all at once.</p>
      )}
      <Fault text={faults.breakpoints} />
    </div>
  );
}

function SlowMotion({ how, faults, onHow }: HowItRunsProps) {
  return (
    <TextInput
      size="xs"
      classNames={FIELD_LOOKS}
      label="Slow motion"
      description="Milliseconds of rest before each step; the time limits do not count them."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      inputMode="numeric"
      autoComplete="off"
      placeholder="None"
      error={faults.slowMs}
      value={how.slowMs}
      onChange={(event) => onHow({ slowMs: event.currentTarget.value })}
    />
  );
}

const HOLDS = [
  { value: 'flow', text: 'As the flow says' },
  { value: 'no', text: 'Close the browser' },
  { value: 'minutes', text: 'Hold the browser open' },
] as const;

function Hold({ how, faults, onHow }: HowItRunsProps) {
  return (
    <div className={classes.line}>
      <span className={classes.name}>At a failure</span>
      <Choice label="At a failure" value={how.hold} options={HOLDS} onChange={(hold) => onHow({ hold })} />
      {how.hold === 'minutes' && (
        <>
          <TextInput
            size="xs"
            className={classes.minutes ?? ''}
            classNames={FIELD_LOOKS}
            inputMode="numeric"
            autoComplete="off"
            aria-label="Minutes that it is held open"
            error={faults.holdMinutes}
            value={how.holdMinutes}
            onChange={(event) => onHow({ holdMinutes: event.currentTarget.value })}
          />
          <span aria-hidden="true">minutes</span>
        </>
      )}
    </div>
  );
}

function Fault({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p className={more.fault} role="alert">
      {text}
    </p>
  );
}
