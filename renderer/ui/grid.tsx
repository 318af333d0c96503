// biome-ignore-all lint/a11y/useSemanticElements: rows that stand at their own place cannot be rows of a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and points to its current row
import type { ComponentPropsWithRef } from 'react';

type DivProps = Omit<ComponentPropsWithRef<'div'>, 'role'>;

/** A table whose rows are placed by hand. It must get a name, `aria-rowcount`, and the focus. */
export function Grid(props: DivProps) {
  return <div tabIndex={0} {...props} role="grid" />;
}

/** The rows of a grid below its head. */
export function GridBody(props: DivProps) {
  return <div {...props} role="rowgroup" />;
}

/** One row; it must get its `aria-rowindex`, the head being 1. */
export function GridRow(props: DivProps) {
  return <div {...props} role="row" />;
}

/** The head of a column. */
export function ColumnHead(props: DivProps) {
  return <div {...props} role="columnheader" />;
}

interface CellProps extends DivProps {
  /** Third text: nothing has happened there yet. */
  dim?: boolean;
}

/** One cell. */
export function Cell({ dim = false, ...props }: CellProps) {
  return <div {...props} role="gridcell" data-dim={dim || undefined} />;
}
