import {
  DndContext,
  type DragMoveEvent,
  MeasuringStrategy,
  PointerSensor,
  pointerWithin,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Fault } from '../../../shared/errors.ts';
import type { CandidateHealth } from '../../../shared/flow/health.ts';
import { t } from '../../texts/index.ts';
import { Tree, TreeItem } from '../../ui/tree.tsx';
import { type Drop, dropFor } from './drop-place.ts';
import { ListHead } from './list-head.tsx';
import { stepOfPath } from './model/path-keys.ts';
import { flowRows, type Row, type StepRow as StepRowData } from './model/rows.ts';
import { documentOf } from './state.ts';
import { type RowFacts, StepRow } from './step-row.tsx';
import classes from './step-tree.module.css';
import type { EditorStore } from './store.ts';
import type { TrialView } from './trial/index.ts';
import { treeKeyDown } from './use-tree-keys.ts';

interface StepTreeProps {
  editor: EditorStore;
  trial: TrialView | null;
  /** The form of an open step. */
  form: (row: StepRowData, faults: readonly Fault[]) => ReactNode;
  onMenu: (key: string, x: number, y: number) => void;
  /** Text that was pasted while the tree had the keyboard. */
  onPaste: (text: string) => void;
}

/** Height of a closed row with its gap, until it is measured. */
const ROW_HEIGHT = 46;
/** A press becomes a drag after so many pixels. */
const DRAG_PX = 5;
const NO_FAULTS: readonly Fault[] = [];

/** The steps of the flow as a tree, of which only the rows in sight are drawn. */
export function StepTree({ editor, trial, form, onMenu, onPaste }: StepTreeProps) {
  const state = useStore(editor.store);
  const { flow } = documentOf(state);
  const { folded, current, selected, opened, faults, health, breakpoints } = state;
  const rows = useMemo(() => flowRows(flow, folded), [flow, folded]);
  const places = useMemo(() => new Map(rows.map((row, at) => [row.key, at])), [rows]);
  const faultsOf = useMemo(() => byStep(faults), [faults]);
  const healedOf = useMemo(() => healedRuns(health), [health]);
  const frame = useRef<HTMLDivElement>(null);
  const currentAt = current === null ? -1 : (places.get(current) ?? -1);
  const openedAt = opened === null ? -1 : (places.get(opened) ?? -1);
  const [drag, setDrag] = useState<{ readonly key: string; readonly drop: Drop | null } | null>(null);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: 6,
    paddingStart: 8,
    paddingEnd: 68,
    // The keyboard's place, the open form and the dragged row stay, wherever one scrolls.
    rangeExtractor: (range) => {
      const kept = [currentAt, openedAt, drag === null ? -1 : (places.get(drag.key) ?? -1)];
      const all = new Set([...defaultRangeExtractor(range), ...kept.filter((at) => at >= 0)]);
      return [...all].toSorted((a, b) => a - b);
    },
  });
  useEffect(() => {
    if (currentAt >= 0) virtual.scrollToIndex(currentAt, { align: 'auto' });
  }, [currentAt, virtual]);

  const latestPaste = useRef(onPaste);
  useEffect(() => {
    latestPaste.current = onPaste;
  });
  useEffect(() => {
    // Where nothing is selected, a paste belongs to the document and not to what has the focus.
    const listen = (event: ClipboardEvent): void => {
      if (document.activeElement !== frame.current || event.defaultPrevented) return;
      event.preventDefault();
      latestPaste.current(event.clipboardData?.getData('text/plain') ?? '');
    };
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, []);

  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: DRAG_PX } }));
  const onDragMove = (event: DragMoveEvent): void => {
    const over = rows[places.get(String(event.over?.id)) ?? -1];
    const drop =
      over === undefined || event.over === null
        ? null
        : dropFor(rows, over, event.over.rect, pointerY(event));
    setDrag({ key: String(event.active.id), drop });
  };
  const onDragEnd = (): void => {
    if (drag?.drop != null) {
      const keys = selected.has(drag.key) ? selected : new Set([drag.key]);
      editor.steps.moveTo(keys, drag.drop.place);
    }
    setDrag(null);
  };
  const pageSize = (): number => Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);

  const factsOf = (row: StepRowData): RowFacts => ({
    isCurrent: row.key === current,
    isSelected: selected.has(row.key),
    isOpen: row.key === opened,
    hasBreakpoint: breakpoints.has(row.key),
    healed: healedOf.get(String(row.step?.id ?? row.number)) ?? 0,
    faults: faultsOf.get(row.path) ?? NO_FAULTS,
    drop: drag?.drop?.key === row.key ? drag.drop.side : null,
  });

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      accessibility={{ announcements: SILENT }}
      onDragMove={onDragMove}
      onDragEnd={onDragEnd}
      onDragCancel={() => setDrag(null)}
    >
      <Tree
        ref={frame}
        id="editor-tree"
        className={classes.tree}
        aria-label={t().editor.treeName}
        aria-multiselectable="true"
        aria-activedescendant={currentAt >= 0 ? rowId(rows[currentAt]) : undefined}
        onKeyDown={(event) => {
          if (event.target === event.currentTarget) treeKeyDown({ editor, pageSize }, event);
          else if (event.key === 'Escape' && !event.defaultPrevented) event.currentTarget.focus();
        }}
        onFocus={(event) => {
          const [first] = rows;
          if (event.target === event.currentTarget && current === null && first !== undefined)
            editor.select.goTo(first.key);
        }}
      >
        <div className={classes.all} role="none" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <TreeItem
                key={row.key}
                ref={virtual.measureElement}
                id={rowId(row)}
                data-index={item.index}
                data-current={row.key === current || undefined}
                data-depth={Math.min(row.depth, 8)}
                className={classes.item}
                style={{ transform: `translateY(${item.start}px)` }}
                {...itemFacts(row, selected)}
              >
                {row.kind === 'list' ? (
                  <ListHead
                    row={row}
                    isDrop={drag?.drop?.key === row.key}
                    onPress={() => editor.select.goTo(row.key)}
                  />
                ) : (
                  <StepRow
                    row={row}
                    facts={factsOf(row)}
                    trial={trial}
                    onPress={(event) => {
                      if (event.ctrlKey || event.metaKey) editor.select.toggle(row.key);
                      else if (event.shiftKey) editor.select.goTo(row.key, true);
                      else editor.select.toggleOpen(row.key);
                    }}
                    onToggleSelect={() => editor.select.toggle(row.key)}
                    onFold={() => editor.select.setFolded(row.key, !row.isFolded)}
                    onMenu={(x, y) => onMenu(row.key, x, y)}
                    onMend={editor.mend}
                  >
                    {row.key === opened ? form(row, faultsOf.get(row.path) ?? NO_FAULTS) : null}
                  </StepRow>
                )}
              </TreeItem>
            );
          })}
        </div>
      </Tree>
    </DndContext>
  );
}

// What a drag comes to is said by the window's own region.
const SILENT = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};

/** Where the pointer is, in pixels of the window. */
function pointerY({ activatorEvent, delta }: DragMoveEvent): number {
  return (activatorEvent instanceof MouseEvent ? activatorEvent.clientY : 0) + delta.y;
}

function rowId(row: Row | undefined): string {
  return `step-${row?.key ?? ''}`;
}

function itemFacts(row: Row, selected: ReadonlySet<string>) {
  if (row.kind === 'list') {
    return { 'aria-level': row.depth + 1, 'aria-posinset': 1, 'aria-setsize': Math.max(1, row.size) };
  }
  return {
    'aria-level': row.depth + 1,
    'aria-posinset': row.position,
    'aria-setsize': row.size,
    'aria-selected': selected.has(row.key),
    ...(row.inside > 0 ? { 'aria-expanded': !row.isFolded } : {}),
  };
}

function byStep(faults: readonly Fault[]): ReadonlyMap<string, readonly Fault[]> {
  const found = new Map<string, Fault[]>();
  for (const fault of faults) {
    const step = stepOfPath(fault.path);
    if (step === null) continue;
    const list = found.get(step);
    if (list === undefined) found.set(step, [fault]);
    else list.push(fault);
  }
  return found;
}

function healedRuns(health: readonly CandidateHealth[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { step, healed } of health) found.set(step, (found.get(step) ?? 0) + healed);
  return found;
}
