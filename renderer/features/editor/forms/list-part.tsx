import { IconPlus, IconX } from '@tabler/icons-react';
import { t } from '../../../texts/index.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { moveItem } from './edit.ts';
import { Faults } from './faults.tsx';
import type { PartProps } from './form-context.ts';
import classes from './forms.module.css';
import { Part } from './part.tsx';
import { below, faultsWithin } from './paths.ts';
import { blank, type Shape } from './shape.ts';
import { SortableRows } from './sortable-rows.tsx';

type ListPartProps = PartProps<Extract<Shape, { kind: 'list' | 'some' }>>;

/** Several values of one kind. Where one alone may stand without a list, it stays so until there is a second. */
export function ListPart({ shape, value, at, path, label, isRequired, faults, onChange }: ListPartProps) {
  const isBare = shape.kind === 'some' && value !== undefined && !Array.isArray(value);
  const rows: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const put = (next: readonly unknown[], key: string): void => {
    if (next.length === 0 && !isRequired) onChange(undefined, key);
    else if (next.length === 1 && (isBare || (shape.kind === 'some' && rows.length === 0)))
      onChange(next[0], key);
    else onChange(next, key);
  };
  return (
    <div className={classes.rows}>
      <SortableRows
        what={label}
        count={rows.length}
        onMove={(from, to) => put(moveItem(rows, from, to), path)}
        row={(index, grip) => {
          const rowPath = isBare ? path : below(path, index);
          const own = faultsWithin(faults, rowPath);
          return (
            <div className={classes.row}>
              {rows.length > 1 && grip}
              <Part
                shape={shape.item}
                value={rows[index]}
                at={at}
                path={rowPath}
                label={t().forms.entry(label, index + 1)}
                isRequired
                preset={undefined}
                faults={own}
                onChange={(next, key) => put(rows.with(index, next), key)}
              />
              <IconButton
                label={t().forms.remove(t().forms.entry(label, index + 1))}
                icon={<IconX size={14} stroke={1.5} aria-hidden="true" />}
                onClick={() => put(rows.toSpliced(index, 1), path)}
              />
              {!isBare && <Faults faults={own} />}
            </div>
          );
        }}
      />
      <Button
        size="sm"
        variant="subtle"
        aria-label={t().forms.addTo(label)}
        icon={<IconPlus size={14} stroke={1.5} aria-hidden="true" />}
        onClick={() => put([...rows, blank(shape.item)], below(path, rows.length))}
      >
        {t().forms.add}
      </Button>
    </div>
  );
}
