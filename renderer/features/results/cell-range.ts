/** A cell: number of its row and of its column, from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** The selected cells: a rectangle from where it began to the cell that the keyboard is at. */
export interface CellRange {
  readonly anchor: CellPlace;
  readonly head: CellPlace;
}

/** How many rows and columns there are, and how many rows a page of the keyboard is. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly pageRows: number;
}

interface Keys {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
}

/** Where a key leads from a selection; null = it is no key of the table. */
export function movedBy(range: CellRange, { key, ctrl, shift }: Keys, extent: Extent): CellRange | null {
  const last = { row: Math.max(0, extent.rows - 1), column: Math.max(0, extent.columns - 1) };
  if (ctrl && key.toLowerCase() === 'a') return { anchor: { row: 0, column: 0 }, head: last };
  if (key === ' ' && shift) {
    return {
      anchor: { row: range.anchor.row, column: 0 },
      head: { row: range.head.row, column: last.column },
    };
  }
  const goal = goalOf(range.head, key, ctrl, extent, last);
  if (goal === null) return null;
  const head = {
    row: Math.min(last.row, Math.max(0, goal.row)),
    column: Math.min(last.column, Math.max(0, goal.column)),
  };
  return { anchor: shift ? range.anchor : head, head };
}

function goalOf(
  { row, column }: CellPlace,
  key: string,
  ctrl: boolean,
  { pageRows }: Extent,
  last: CellPlace,
): CellPlace | null {
  switch (key) {
    case 'ArrowUp':
      return { row: ctrl ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: ctrl ? last.row : row + 1, column };
    case 'ArrowLeft':
      return { row, column: ctrl ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: ctrl ? last.column : column + 1 };
    case 'PageUp':
      return { row: row - pageRows, column };
    case 'PageDown':
      return { row: row + pageRows, column };
    case 'Home':
      return ctrl ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return ctrl ? last : { row, column: last.column };
    default:
      return null;
  }
}

/** The edges of a selection, all included. */
export function edgesOf({ anchor, head }: CellRange): {
  top: number;
  bottom: number;
  left: number;
  right: number;
} {
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.column, head.column),
    right: Math.max(anchor.column, head.column),
  };
}
