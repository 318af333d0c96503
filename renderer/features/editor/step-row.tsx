import { useDraggable, useDroppable } from '@dnd-kit/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconDots,
  IconGripVertical,
  IconQuestionMark,
} from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
import { isActionType } from '../../../shared/actions/catalog.ts';
import type { Fault } from '../../../shared/errors.ts';
import { isControlType } from '../../../shared/flow/control/catalog.ts';
import { t } from '../../texts/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatShort } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { ACTION_ICONS } from '../flows/action-icons.ts';
import { CONTROL_ICONS } from '../flows/control-icons.ts';
import type { StepRow as Row } from './model/rows.ts';
import { rowWords } from './row-words.ts';
import classes from './step-row.module.css';
import type { TrialView } from './trial/index.ts';

export interface RowFacts {
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly isOpen: boolean;
  readonly hasBreakpoint: boolean;
  /** In so many runs another candidate than the first found an element. */
  readonly healed: number;
  readonly faults: readonly Fault[];
  /** Where dragged steps would go. */
  readonly drop: 'before' | 'after' | null;
}

interface StepRowProps {
  row: Row;
  facts: RowFacts;
  trial: TrialView | null;
  onPress: (event: MouseEvent) => void;
  onToggleSelect: () => void;
  onFold: () => void;
  onMenu: (x: number, y: number) => void;
  onMend: (fault: Fault) => void;
  /** The form of an open step. */
  children: ReactNode;
}

/** One step of the tree: its two lines, what is to be known of it, its faults, and its form while it is open. */
export function StepRow(props: StepRowProps) {
  const { row, facts, trial, onPress, onToggleSelect, onFold, onMenu, onMend, children } = props;
  const { setNodeRef: dropRef } = useDroppable({ id: row.key });
  const drag = useDraggable({ id: row.key });
  const { number } = row;
  const words = row.step === undefined ? { title: t().editor.noStep, detail: '' } : rowWords(row.step);
  const hasFaults = facts.faults.length > 0;
  const names = [
    classes.card,
    facts.isSelected && classes.selected,
    facts.isOpen && classes.open,
    hasFaults && classes.faulty,
    row.isOff && classes.off,
    drag.isDragging && classes.dragged,
    trial?.at === number && classes.at,
  ];
  return (
    <div ref={dropRef} className={classes.frame} data-drop={facts.drop ?? undefined}>
      <div ref={drag.setNodeRef} className={names.filter(Boolean).join(' ')}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the tree around it has the keys for the same */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the tree does the same */}
        <div className={classes.head} onClick={onPress}>
          <button
            ref={drag.setActivatorNodeRef}
            type="button"
            tabIndex={-1}
            className={classes.grip}
            aria-label={t().editor.drag(number)}
            {...drag.listeners}
          >
            <IconGripVertical size={14} stroke={1.5} aria-hidden="true" />
          </button>
          <input
            type="checkbox"
            tabIndex={-1}
            className={classes.tick}
            aria-label={t().editor.select(number)}
            checked={facts.isSelected}
            onClick={(event) => event.stopPropagation()}
            onChange={onToggleSelect}
          />
          <span className={classes.number}>
            {facts.hasBreakpoint && (
              <span className={classes.breakpoint} role="img" aria-label={t().editor.badges.breakpoint} />
            )}
            {number}
          </span>
          <StepIcon action={row.step?.action} />
          <span className={classes.words}>
            <span className={classes.titleLine}>
              <bdi className={classes.title} title={safeText(words.title)}>
                {safeText(words.title)}
              </bdi>
              <Badges row={row} healed={facts.healed} />
            </span>
            <bdi className={classes.detail} title={safeText(words.detail)}>
              {safeText(words.detail)}
            </bdi>
            {typeof row.step?.note === 'string' && !facts.isOpen && (
              <bdi className={classes.note}>{safeText(row.step.note, 300)}</bdi>
            )}
          </span>
          <TrialMark trial={trial} number={number} />
          {row.inside > 0 && (
            <IconButton
              tabIndex={-1}
              label={row.isFolded ? t().editor.unfold(number) : t().editor.fold(number)}
              icon={
                row.isFolded ? (
                  <IconChevronDown size={16} stroke={1.5} />
                ) : (
                  <IconChevronUp size={16} stroke={1.5} />
                )
              }
              onClick={(event) => {
                event.stopPropagation();
                onFold();
              }}
            />
          )}
          <IconButton
            tabIndex={-1}
            label={t().editor.more(number)}
            aria-haspopup="menu"
            icon={<IconDots size={16} stroke={1.5} />}
            onClick={(event) => {
              event.stopPropagation();
              const box = event.currentTarget.getBoundingClientRect();
              onMenu(box.right, box.bottom);
            }}
          />
        </div>
        {hasFaults && !facts.isOpen && <RowFaults faults={facts.faults} onMend={onMend} />}
        {children !== null && <div className={classes.form}>{children}</div>}
      </div>
    </div>
  );
}

function StepIcon({ action }: { action: unknown }) {
  const Picture = isActionType(action)
    ? ACTION_ICONS[action]
    : isControlType(action)
      ? CONTROL_ICONS[action]
      : IconQuestionMark;
  return (
    <span className={isControlType(action) ? `${classes.icon} ${classes.control}` : classes.icon}>
      <Picture size={16} stroke={1.5} aria-hidden="true" />
    </span>
  );
}

function Badges({ row: { step, isFolded, inside, isOff }, healed }: { row: Row; healed: number }) {
  const { badges, stepsFolded } = t().editor;
  return (
    <>
      {isFolded && <span className={classes.quiet}>{stepsFolded(inside)}</span>}
      {healed > 0 && <span className={classes.healed}>{badges.healed(healed)}</span>}
      {step?.once === true && <span className={classes.badge}>{badges.once}</span>}
      {isOff && <span className={classes.badge}>{badges.disabled}</span>}
    </>
  );
}

function TrialMark({ trial, number }: { trial: TrialView | null; number: string }) {
  const end = trial?.ends.get(number);
  if (end === undefined) return null;
  return (
    <span className={classes.mark} title={safeText(end.words)}>
      <StateIcon state={end.ok ? 'completed' : 'failed'} size={14} />
      {formatShort(end.ms)}
    </span>
  );
}

/** So many faults of one step are shown; the others come when these are mended. */
const MOST_FAULTS = 3;

function RowFaults({ faults, onMend }: { faults: readonly Fault[]; onMend: (fault: Fault) => void }) {
  return (
    <ul className={classes.faults}>
      {faults.slice(0, MOST_FAULTS).map((fault) => (
        <li key={`${fault.path} ${fault.message}`} className={classes.fault}>
          <span className={classes.faultText}>
            <code>{safeText(fault.path, 200)}</code> <bdi>{safeText(fault.message)}</bdi>
          </span>
          {fault.nearest !== undefined && (
            <Button size="sm" onClick={() => onMend(fault)}>
              {t().editor.mend(safeText(fault.nearest, 60))}
            </Button>
          )}
        </li>
      ))}
      {faults.length > MOST_FAULTS && (
        <li className={classes.quiet}>+ {t().editor.problems(faults.length - MOST_FAULTS)}</li>
      )}
    </ul>
  );
}
