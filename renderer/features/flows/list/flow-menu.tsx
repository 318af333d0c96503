import {
  IconCopy,
  IconDownload,
  IconEdit,
  IconForms,
  IconPlayerPause,
  IconPlayerPlay,
  IconTag,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FlowSummary } from '../../../../shared/flow/summary.ts';
import { t } from '../../../texts/index.ts';
import { type MenuItem, PopupMenu } from '../../../ui/popup-menu.tsx';
import { safeText } from '../../../ui/safe-text.ts';

/** What can be done with a flow, each a line of its menu. */
export interface FlowWishes {
  readonly run: () => void;
  readonly edit: () => void;
  readonly duplicate: () => void;
  readonly rename: () => void;
  readonly tags: () => void;
  readonly pause: () => void;
  readonly export: () => void;
  readonly trash: () => void;
}

/** Whose menu, and where its upper right corner stands in the window. */
export interface FlowMenuPlace {
  readonly flow: FlowSummary;
  readonly x: number;
  readonly y: number;
}

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

interface FlowMenuProps {
  place: FlowMenuPlace;
  wishes: FlowWishes;
  onClose: () => void;
}

/** The menu of one flow. */
export function FlowMenu({ place: { flow, x, y }, wishes, onClose }: FlowMenuProps) {
  const words = t().flows.menu;
  const item = (word: string, icon: ReactNode, run: () => void, hotkey?: string): MenuItem => ({
    word,
    icon,
    off: null,
    run,
    hotkey,
  });
  return (
    <PopupMenu
      label={t().flows.actionsFor(safeText(flow.name, 100))}
      x={x}
      y={y}
      onClose={onClose}
      items={[
        item(words.run, <IconPlayerPlay {...ICON} />, wishes.run),
        item(words.edit, <IconEdit {...ICON} />, wishes.edit, 'e'),
        item(words.duplicate, <IconCopy {...ICON} />, wishes.duplicate),
        item(words.rename, <IconForms {...ICON} />, wishes.rename),
        item(words.tags, <IconTag {...ICON} />, wishes.tags),
        flow.paused
          ? item(words.resume, <IconPlayerPlay {...ICON} />, wishes.pause)
          : item(words.pause, <IconPlayerPause {...ICON} />, wishes.pause),
        item(words.export, <IconDownload {...ICON} />, wishes.export),
        item(words.trash, <IconTrash {...ICON} />, wishes.trash),
      ]}
    />
  );
}
