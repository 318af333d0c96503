import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { type ActionType, catalog, isActionType } from '../../../shared/actions/catalog.ts';
import { CONTROL_TYPES } from '../../../shared/flow/control/catalog.ts';
import type { StepType } from '../../../shared/flow/step.ts';
import { ACTION_ALIASES } from '../../../shared/flow/step-words.ts';
import { t } from '../../texts/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { ACTION_ICONS } from '../flows/action-icons.ts';
import { CONTROL_ICONS } from '../flows/control-icons.ts';
import classes from './add-palette.module.css';
import { wordsOf } from './model/new-step.ts';

type Group = 'pages' | 'elements' | 'waiting' | 'reading' | 'files' | 'more' | 'control';

const GROUP_OF: Readonly<Record<ActionType, Group>> = {
  goto: 'pages',
  back: 'pages',
  forward: 'pages',
  reload: 'pages',
  tab: 'pages',
  click: 'elements',
  fill: 'elements',
  type: 'elements',
  clear: 'elements',
  press: 'elements',
  select: 'elements',
  check: 'elements',
  upload: 'elements',
  hover: 'elements',
  focus: 'elements',
  drag: 'elements',
  scroll: 'elements',
  waitFor: 'waiting',
  assert: 'waiting',
  ask: 'waiting',
  extract: 'reading',
  extractList: 'reading',
  extractTable: 'reading',
  screenshot: 'files',
  pdf: 'files',
  savePage: 'files',
  download: 'files',
  evaluate: 'more',
  request: 'more',
  dialog: 'more',
  storage: 'more',
  permissions: 'more',
  geolocation: 'more',
  emulate: 'more',
  route: 'more',
  httpAuth: 'more',
};
const GROUPS: readonly Group[] = ['pages', 'elements', 'waiting', 'reading', 'control', 'files', 'more'];

interface Choice {
  readonly type: StepType;
  readonly group: Group;
  readonly title: string;
  readonly help: string;
  /** What the search looks in, in small letters. */
  readonly found: string;
}

const CHOICES: readonly Choice[] = GROUPS.flatMap((group) => {
  const actions = Object.values(catalog).map(({ type }) => type);
  const types: readonly StepType[] =
    group === 'control' ? CONTROL_TYPES : actions.filter((type) => GROUP_OF[type] === group);
  return types.map((type) => {
    const { title, help } = wordsOf(type);
    const others = Object.entries(ACTION_ALIASES).flatMap(([word, meant]) => (meant === type ? [word] : []));
    return { type, group, title, help, found: [title, type, help, ...others].join(' ').toLowerCase() };
  });
});

interface AddPaletteProps {
  opened: boolean;
  onChoose: (type: StepType) => void;
  onClose: () => void;
}

/** Every kind of step, searched by its name, its help and the words that other tools have for it. */
export function AddPalette({ opened, onChoose, onClose }: AddPaletteProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={t().editor.addStep} width={560} focusInside>
      <Palette onChoose={onChoose} />
    </Dialog>
  );
}

function Palette({ onChoose }: Pick<AddPaletteProps, 'onChoose'>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  /** Null = at the best one. */
  const [chosenAt, setAt] = useState<number | null>(null);
  const { choices: found, best } = useMemo(() => search(text), [text]);
  const at = Math.min(chosenAt ?? best, found.length - 1);
  const current = found[at];
  useEffect(() => {
    list.current?.querySelector(`[data-type="${current?.type ?? ''}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) setAt(Math.min(found.length - 1, Math.max(0, at + by)));
    else if (event.key === 'Enter' && current !== undefined) onChoose(current.type);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        data-autofocus
        role="combobox"
        className={classes.field}
        aria-label={t().editor.search}
        placeholder={t().editor.search}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current === undefined ? undefined : `${id}-${current.type}`}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(null);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t().editor.addHint}
        className={classes.list}
      >
        {GROUPS.map((group) => (
          <GroupOf
            key={group}
            id={id}
            group={group}
            choices={found.filter((each) => each.group === group)}
            current={current}
            onChoose={onChoose}
          />
        ))}
      </div>
      {found.length === 0 && <p className={classes.none}>{t().editor.nothingFound(safeText(text, 60))}</p>}
    </>
  );
}

interface GroupProps extends Pick<AddPaletteProps, 'onChoose'> {
  id: string;
  group: Group;
  choices: readonly Choice[];
  current: Choice | undefined;
}

function GroupOf({ id, group, choices, current, onChoose }: GroupProps) {
  if (choices.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options in a list box is no set of fields
    <div role="group" aria-labelledby={`${id}-${group}`}>
      <div id={`${id}-${group}`} className={classes.group}>
        {t().editor.groups[group]}
      </div>
      {choices.map(({ type, title, help }) => {
        const Picture = isActionType(type) ? ACTION_ICONS[type] : CONTROL_ICONS[type];
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field does the same
          // biome-ignore lint/a11y/useFocusableInteractive: the field holds the focus and points to the current option
          <div
            key={type}
            id={`${id}-${type}`}
            role="option"
            aria-selected={type === current?.type}
            data-type={type}
            className={classes.choice}
            onClick={() => onChoose(type)}
          >
            <Picture size={16} stroke={1.5} aria-hidden="true" />
            <span className={classes.title}>{title}</span>
            <span className={classes.help}>{help}</span>
          </div>
        );
      })}
    </div>
  );
}

interface Found {
  readonly choices: readonly Choice[];
  /** Place of the one that was meant most probably: its name begins with the text, else has it. */
  readonly best: number;
}

function search(text: string): Found {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const choices = CHOICES.filter(({ found }) => words.every((word) => found.includes(word)));
  const [first = ''] = words;
  const ranks = choices.map(({ title, type }): number => {
    const names = [title.toLowerCase(), type.toLowerCase()];
    if (names.includes(text.trim().toLowerCase())) return 0;
    if (names.some((name) => name.startsWith(first))) return 1;
    return names.some((name) => name.includes(first)) ? 2 : 3;
  });
  return { choices, best: Math.max(0, ranks.indexOf(Math.min(...ranks))) };
}
