import { closestCenter, DndContext, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { IconGripVertical } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { t } from '../../../texts/index.ts';
import classes from './forms.module.css';

interface SortableRowsProps {
  /** What a row is, in words. */
  what: string;
  count: number;
  onMove: (from: number, to: number) => void;
  /** One row; the grip is to be drawn in it. */
  row: (index: number, grip: ReactNode) => ReactNode;
}

/** Rows in an order: moved by dragging their grip, or by Alt and the arrow keys anywhere in them. The focus goes along. */
export function SortableRows({ what, count, onMove, row }: SortableRowsProps) {
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const list = useRef<HTMLDivElement>(null);
  const goal = useRef<{ row: number; place: number } | null>(null);
  const [said, setSaid] = useState('');
  useLayoutEffect(() => {
    const wish = goal.current;
    goal.current = null;
    if (wish !== null) controlsOf(list.current?.children[wish.row])[wish.place]?.focus();
  });
  const ids = Array.from({ length: count }, (_, index) => String(index));
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= count || to === from) return;
    setSaid(t().forms.moved(t().forms.entry(what, from + 1), to + 1));
    onMove(from, to);
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!event.altKey || by === 0) return;
    // The step around it has the same keys.
    event.preventDefault();
    event.stopPropagation();
    const controls = controlsOf(list.current?.children[index]);
    const place = controls.findIndex((each) => each.matches(':focus'));
    const isThere = index + by >= 0 && index + by < count;
    if (isThere && place >= 0) goal.current = { row: index + by, place };
    move(index, index + by);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ screenReaderInstructions: { draggable: '' } }}
      onDragEnd={({ active, over }) => over !== null && move(Number(active.id), Number(over.id))}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <div ref={list} className={classes.sortable}>
          {ids.map((id, index) => (
            <SortableRow
              key={id}
              id={id}
              label={t().forms.move(t().forms.entry(what, index + 1))}
              onKeyDown={(event) => onKeyDown(event, index)}
              row={(grip) => row(index, grip)}
            />
          ))}
        </div>
      </SortableContext>
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </DndContext>
  );
}

interface SortableRowProps {
  id: string;
  label: string;
  onKeyDown: (event: KeyboardEvent) => void;
  row: (grip: ReactNode) => ReactNode;
}

function SortableRow({ id, label, onKeyDown, row }: SortableRowProps) {
  const { listeners, setNodeRef, setActivatorNodeRef, transform, transition } = useSortable({
    id,
    animateLayoutChanges: () => false,
  });
  const grip = (
    <button
      ref={setActivatorNodeRef}
      type="button"
      className={classes.grip}
      title={label}
      aria-label={label}
      {...listeners}
    >
      <IconGripVertical size={14} stroke={1.5} aria-hidden="true" />
    </button>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys come from the controls inside; the row itself takes no focus
    <div
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      onKeyDown={onKeyDown}
    >
      {row(grip)}
    </div>
  );
}

function controlsOf(row: Element | undefined): HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>('button, input, select, textarea') ?? [])];
}
