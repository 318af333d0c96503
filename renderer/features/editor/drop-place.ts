import type { Row } from './model/rows.ts';
import { type DropPlace, listsOfAction } from './model/tree.ts';

/** Where dragged steps would go, and the row beside which that is shown. */
export interface Drop {
  readonly key: string;
  readonly side: 'before' | 'after';
  readonly place: DropPlace;
}

/**
 * What a pointer over a row means: its upper half is the place before it, its lower half the place behind it, which is inside
 * of it where it holds steps and is not folded. The head of a list is the beginning of that list.
 * @param y where the pointer is, in the pixels of `box`
 */
export function dropFor(
  rows: readonly Row[],
  row: Row,
  box: { readonly top: number; readonly height: number },
  y: number,
): Drop {
  const { key, parent, list } = row;
  const at = rows.indexOf(row);
  if (row.kind === 'list') {
    const first = rows[at + 1];
    const before = first?.listKey === row.listKey ? first.key : null;
    return { key, side: 'after', place: { parent, list, before } };
  }
  if (y < box.top + box.height / 2) return { key, side: 'before', place: { parent, list, before: key } };
  const [main] = listsOfAction(row.step?.action);
  if (main !== undefined && !row.isFolded) {
    const first = rows[at + 1];
    const before = first?.kind === 'step' && first.parent === key && first.list === main ? first.key : null;
    return { key, side: 'after', place: { parent: key, list: main, before } };
  }
  const next = rows.slice(at + 1).find(({ depth }) => depth <= row.depth);
  const before = next?.kind === 'step' && next.listKey === row.listKey ? next.key : null;
  return { key, side: 'after', place: { parent, list, before } };
}
