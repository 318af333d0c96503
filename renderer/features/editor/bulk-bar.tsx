import { IconCopy, IconCopyPlus, IconEyeOff, IconTrash, IconX } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { t } from '../../texts/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import classes from './editor.module.css';
import type { EditorStore } from './store.ts';
import { copySteps } from './use-tree-keys.ts';

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

/** What can be done with the selected steps. */
export function BulkBar({ editor }: { editor: EditorStore }) {
  const count = useStore(editor.store, (s) => s.selected.size);
  const words = t().editor;
  return (
    <div className={classes.bulk} role="toolbar" aria-label={words.selected(count)}>
      <strong>{words.selected(count)}</strong>
      <Button size="sm" icon={<IconCopy {...ICON} />} onClick={() => void copySteps(editor)}>
        {words.copy} {count}
      </Button>
      <Button size="sm" icon={<IconCopyPlus {...ICON} />} onClick={editor.steps.duplicate}>
        {words.duplicate} {count}
      </Button>
      <Button size="sm" icon={<IconEyeOff {...ICON} />} onClick={editor.steps.toggleDisabled}>
        {words.disableOrEnable} {count}
      </Button>
      <Button size="sm" variant="danger" icon={<IconTrash {...ICON} />} onClick={editor.steps.remove}>
        {words.remove} {count}
      </Button>
      <IconButton
        label={words.clearSelection}
        icon={<IconX {...ICON} />}
        onClick={editor.select.clearSelection}
      />
    </div>
  );
}
