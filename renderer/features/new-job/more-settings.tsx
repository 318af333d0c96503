import { TextInput } from '@mantine/core';
import { IconChevronRight, IconPlus, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { KeyMode } from '../../../shared/job/demands.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { type EnqueueWish, mayTake, type Take, type WishFaults } from './enqueue-wish.ts';
import { FIELD_LOOKS } from './field-looks.ts';
import './mantine-fields.ts';
import classes from './more-settings.module.css';

interface MoreSettingsProps {
  wish: EnqueueWish;
  faults: WishFaults;
  /** Names of the flow's inputs. */
  inputs: readonly string[];
  /** A column that the flow reads from rows, for the hint; null when it takes none. */
  column: string | null;
  onWish: (part: Partial<EnqueueWish>) => void;
}

/** What few jobs need: the same work twice, and jobs that come after others. Folded until it is wanted or something is wrong in it. */
export function MoreSettings(props: MoreSettingsProps) {
  const { wish, faults } = props;
  const [isUnfolded, setUnfolded] = useState(false);
  const isNeeded = faults.key !== undefined || faults.after !== undefined || faults.takes !== undefined;
  const isOpen = isUnfolded || isNeeded;
  const partsId = useId();
  return (
    <div className={classes.more}>
      <button
        type="button"
        className={classes.unfold}
        aria-expanded={isOpen}
        aria-controls={partsId}
        onClick={() => setUnfolded(!isOpen)}
      >
        <IconChevronRight size={14} stroke={1.5} aria-hidden="true" data-open={isOpen || undefined} />
        More
        {!isOpen && <span className={classes.set}>{setWords(wish)}</span>}
      </button>
      <div id={partsId} hidden={!isOpen} className={classes.parts}>
        <SameWork {...props} />
        <RunAfter {...props} />
      </div>
    </div>
  );
}

/** What is set in there, so that it is not forgotten while it is folded. */
function setWords({ key, after }: EnqueueWish): string {
  const parts = [key.trim() === '' ? '' : 'same work', after.trim() === '' ? '' : `after ${after.trim()}`];
  const set = parts.filter((part) => part !== '');
  return set.length > 0 ? set.join(', ') : 'same work, run after another job';
}

const MODES: readonly { readonly mode: KeyMode; readonly word: string; readonly says: string }[] = [
  { mode: 'skip', word: 'Skip', says: 'nothing is queued while one with this name waits or runs' },
  {
    mode: 'replace',
    word: 'Replace',
    says: 'waiting ones are cancelled, and the new one comes after a running one',
  },
  { mode: 'keep', word: 'Keep both', says: 'the name only marks them' },
];

function SameWork({ wish, faults, column, onWish }: MoreSettingsProps) {
  const name = useId();
  return (
    <>
      <TextInput
        size="xs"
        classNames={FIELD_LOOKS}
        label="Same work"
        description={keyHint(column)}
        error={faults.key}
        autoComplete="off"
        spellCheck={false}
        value={wish.key}
        onChange={(event) => onWish({ key: event.currentTarget.value })}
      />
      {wish.key.trim() !== '' && (
        <fieldset className={classes.modes}>
          <legend className={classes.legend}>
            When a job with this name waits, runs or is parked already
          </legend>
          {MODES.map(({ mode, word, says }) => (
            <label key={mode} className={classes.mode}>
              <input
                type="radio"
                name={name}
                checked={wish.keyMode === mode}
                onChange={() => onWish({ keyMode: mode })}
              />
              <span>
                {word}: <span className={classes.says}>{says}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

function keyHint(column: string | null): string {
  const hint = 'A name that marks jobs as the same work.';
  return column === null ? hint : `${hint} With rows it may hold {{row.${column}}}.`;
}

const NEEDS = [
  { value: 'completed', text: 'only if it completes' },
  { value: 'ended', text: 'whatever happens' },
] as const;

function RunAfter(props: MoreSettingsProps) {
  const { wish, faults, onWish } = props;
  return (
    <>
      <div className={classes.after}>
        <TextInput
          size="xs"
          className={classes.grow ?? ''}
          classNames={FIELD_LOOKS}
          label="Run after"
          placeholder="Numbers of jobs: 12, 15"
          error={faults.after}
          autoComplete="off"
          value={wish.after}
          onChange={(event) => onWish({ after: event.currentTarget.value })}
        />
        {wish.after.trim() !== '' && (
          <Choice
            label="What must become of it"
            value={wish.needs}
            options={NEEDS}
            onChange={(needs) => onWish({ needs })}
          />
        )}
      </div>
      {mayTake(wish.after) && props.inputs.length > 0 && <Takes {...props} />}
    </>
  );
}

function Takes({ wish, faults, inputs, onWish }: MoreSettingsProps) {
  const faultId = useId();
  const set = (index: number, part: Partial<Take>): void =>
    onWish({ takes: wish.takes.map((take, at) => (at === index ? { ...take, ...part } : take)) });
  const options = [{ value: '', text: 'Input …' }, ...inputs.map((name) => ({ value: name, text: name }))];
  return (
    <fieldset className={classes.takes} aria-describedby={faults.takes === undefined ? undefined : faultId}>
      <legend className={classes.legend}>Inputs that are taken from its results</legend>
      {wish.takes.map((take, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
        <div key={index} className={classes.take}>
          <Choice
            label="Input"
            value={take.input}
            options={options}
            onChange={(input) => set(index, { input })}
          />
          <span aria-hidden="true">=</span>
          <input
            className={classes.expression}
            aria-label="What it takes"
            aria-invalid={faults.takes !== undefined || undefined}
            placeholder="result.total or rows[0].url"
            spellCheck={false}
            value={take.expression}
            onChange={(event) => set(index, { expression: event.currentTarget.value })}
          />
          <IconButton
            label="Take nothing for it"
            icon={<IconX size={14} stroke={1.5} />}
            onClick={() => onWish({ takes: wish.takes.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      {faults.takes !== undefined && (
        <p id={faultId} className={classes.fault} role="alert">
          {faults.takes}
        </p>
      )}
      <Button
        size="sm"
        icon={<IconPlus size={14} stroke={1.5} />}
        onClick={() => onWish({ takes: [...wish.takes, { input: '', expression: '' }] })}
      >
        Take an input
      </Button>
    </fieldset>
  );
}
