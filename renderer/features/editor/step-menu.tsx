import {
  IconArrowDown,
  IconArrowUp,
  IconCircleFilled,
  IconCopy,
  IconCopyPlus,
  IconEyeOff,
  IconGitBranch,
  IconLifebuoy,
  IconListTree,
  IconNote,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconRepeat,
  IconTrash,
} from '@tabler/icons-react';
import { t } from '../../texts/index.ts';
import type { MenuItem } from '../../ui/popup-menu.tsx';
import type { LooseStep } from './loose.ts';
import { flowRows } from './model/rows.ts';
import { listsOfAction } from './model/tree.ts';
import { documentOf } from './state.ts';
import type { EditorStore } from './store.ts';
import { copySteps } from './use-tree-keys.ts';
import type { Trial } from './use-trial.ts';

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

interface StepMenu {
  readonly editor: EditorStore;
  readonly trial: Trial;
  readonly key: string;
  readonly step: LooseStep;
  readonly onNote: () => void;
}

/** Everything that can be done with a step, or with all that are selected. */
export function stepMenu({ editor, trial, key, step, onNote }: StepMenu): MenuItem[] {
  const { steps } = editor;
  const words = t().editor;
  const item = (word: string, icon: MenuItem['icon'], run: () => unknown, hotkey?: string): MenuItem => ({
    word,
    icon,
    run: () => void run(),
    hotkey,
    off: null,
  });
  return [
    ...runItems({ editor, trial, key }),
    item(
      step.disabled === true ? words.enable : words.disable,
      <IconEyeOff {...ICON} />,
      steps.toggleDisabled,
    ),
    item(words.editNote, <IconNote {...ICON} />, onNote),
    item(words.duplicate, <IconCopyPlus {...ICON} />, steps.duplicate, 'Ctrl D'),
    item(words.copy, <IconCopy {...ICON} />, () => copySteps(editor), 'Ctrl C'),
    item(words.moveUp, <IconArrowUp {...ICON} />, () => steps.moveBy('up'), 'Alt ↑'),
    item(words.moveDown, <IconArrowDown {...ICON} />, () => steps.moveBy('down'), 'Alt ↓'),
    item(words.wrapIn.if, <IconGitBranch {...ICON} />, () => steps.wrap('if')),
    item(words.wrapIn.repeat, <IconRepeat {...ICON} />, () => steps.wrap('repeat')),
    item(words.wrapIn.try, <IconLifebuoy {...ICON} />, () => steps.wrap('try')),
    ...missingLists(step).map((list) =>
      item(words.addLists[list], <IconListTree {...ICON} />, () => steps.addList(key, list)),
    ),
    item(words.remove, <IconTrash {...ICON} />, steps.remove, 'Del'),
  ];
}

function runItems({ editor, trial, key }: Pick<StepMenu, 'editor' | 'trial' | 'key'>): MenuItem[] {
  const words = t().editor;
  const { store, steps } = editor;
  const row = flowRows(documentOf(store.getState()).flow, new Set()).find((each) => each.key === key);
  const number = row?.kind === 'step' ? row.number : '';
  const off = trial.blocked ?? (trial.commands === null ? '' : null);
  return [
    {
      word: words.runFrom,
      icon: <IconPlayerPlay {...ICON} />,
      run: () => trial.commands?.runFrom(number),
      off,
    },
    {
      word: words.runOnly,
      icon: <IconPlayerTrackNext {...ICON} />,
      run: () => trial.commands?.runOnly(number),
      off,
    },
    {
      word: words.breakpoint,
      icon: <IconCircleFilled size={10} aria-hidden="true" />,
      run: steps.toggleBreakpoint,
      hotkey: 'b',
      off: null,
    },
  ];
}

type Missing = 'else' | 'onError' | 'always';

function missingLists(step: LooseStep): Missing[] {
  const may: readonly string[] = listsOfAction(step.action);
  return (['else', 'onError', 'always'] as const).filter(
    (list) => may.includes(list) && step[list] === undefined,
  );
}
