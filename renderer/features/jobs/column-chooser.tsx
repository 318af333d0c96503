import { IconArrowLeft, IconArrowRight, IconColumns } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { t } from '../../texts/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import classes from './column-chooser.module.css';
import { ALWAYS, type ColumnId, FIRST_LOOK, moveColumn, toggleColumn } from './columns.ts';
import { changeLook, useTableLook } from './table-look.ts';

/** Which columns the table has and in which order, and how high its rows are. */
export function ColumnChooser() {
  const words = t().jobsSearch;
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const panel = useId();
  const close = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    setOpen(false);
    frame.current?.querySelector('button')?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears Esc and a focus that leaves; its parts act
    <div
      ref={frame}
      className={classes.frame}
      onKeyDown={close}
      onBlur={(event) => {
        const next = event.relatedTarget;
        if (next instanceof Node && !event.currentTarget.contains(next)) setOpen(false);
      }}
    >
      <Button
        icon={<IconColumns size={16} stroke={1.5} aria-hidden="true" />}
        aria-expanded={isOpen}
        aria-controls={panel}
        onClick={() => setOpen(!isOpen)}
      >
        {words.columns}
      </Button>
      {isOpen && <Choices id={panel} />}
    </div>
  );
}

function Choices({ id }: { id: string }) {
  const words = t().jobsSearch;
  const look = useTableLook();
  return (
    <fieldset id={id} className={classes.panel}>
      <legend className="visually-hidden">{words.columns}</legend>
      {look.order.map((column) => (
        <Choice key={column} column={column} isShown={!look.hidden.includes(column)} />
      ))}
      <label className={classes.line}>
        <input
          type="checkbox"
          checked={look.isCompact}
          onChange={() => changeLook((now) => ({ ...now, isCompact: !now.isCompact }))}
        />
        {words.compact}
      </label>
      <Button size="sm" onClick={() => changeLook(() => FIRST_LOOK)}>
        {words.asAtFirst}
      </Button>
    </fieldset>
  );
}

function Choice({ column, isShown }: { column: ColumnId; isShown: boolean }) {
  const words = t().jobsSearch;
  const name = words.columnNames[column];
  const isFixed = ALWAYS.has(column);
  return (
    <div className={classes.line}>
      <label className={classes.name} title={isFixed ? words.always : undefined}>
        <input
          type="checkbox"
          checked={isFixed || isShown}
          aria-disabled={isFixed || undefined}
          onChange={() => changeLook((look) => toggleColumn(look, column))}
        />
        {name}
      </label>
      <IconButton
        label={words.moveLeft(name)}
        icon={<IconArrowLeft size={14} stroke={1.5} />}
        onClick={() => changeLook((look) => moveColumn(look, column, -1))}
      />
      <IconButton
        label={words.moveRight(name)}
        icon={<IconArrowRight size={14} stroke={1.5} />}
        onClick={() => changeLook((look) => moveColumn(look, column, 1))}
      />
    </div>
  );
}
