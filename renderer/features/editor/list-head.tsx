import { useDroppable } from '@dnd-kit/core';
import { t } from '../../texts/index.ts';
import type { ListRow } from './model/rows.ts';
import classes from './step-tree.module.css';

interface ListHeadProps {
  row: ListRow;
  /** Dragged steps would go here. */
  isDrop: boolean;
  onPress: () => void;
}

/** The word above a list inside of a step, and what to do where it is empty. */
export function ListHead({ row, isDrop, onPress }: ListHeadProps) {
  const { setNodeRef } = useDroppable({ id: row.key });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the tree around it has the keys for the same
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the tree do the same
    <div
      ref={setNodeRef}
      className={row.size === 0 ? `${classes.listHead} ${classes.emptyList}` : classes.listHead}
      data-drop={isDrop || undefined}
      onClick={onPress}
    >
      <span className={classes.listWord}>{t().editor.lists[row.list]}</span>
      {row.size === 0 && <span>{t().editor.emptyList}</span>}
    </div>
  );
}
