import type { Row } from './model/rows.ts';
import { flowRows } from './model/rows.ts';
import { documentOf, type EditorState } from './state.ts';

interface SelectDeps {
  readonly get: () => EditorState;
  readonly set: (change: Partial<EditorState>) => void;
}

/** The keyboard's place, the selection, and what is open or folded. */
export function selectActions({ get, set }: SelectDeps) {
  const rows = (): Row[] => flowRows(documentOf(get()).flow, get().folded);

  /** All steps between two rows. */
  const between = (a: string | null, b: string): Set<string> => {
    const all = rows();
    const from = all.findIndex(({ key }) => key === a);
    const to = all.findIndex(({ key }) => key === b);
    const part = all.slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1);
    return new Set(part.filter(({ kind }) => kind === 'step').map(({ key }) => key));
  };

  const goTo = (key: string, range = false): void => {
    if (range) set({ current: key, selected: between(get().anchor ?? get().current, key) });
    else set({ current: key, anchor: key });
  };

  return {
    goTo,
    /** So many rows up (negative) or down. */
    goBy(by: number, range = false): void {
      const all = rows();
      const at = all.findIndex(({ key }) => key === get().current);
      const next = at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by));
      const row = all[next];
      if (row === undefined) return;
      if (range && get().anchor === null) set({ anchor: get().current });
      goTo(row.key, range);
    },
    toggle(key: string): void {
      const selected = new Set(get().selected);
      if (!selected.delete(key)) selected.add(key);
      set({ selected, current: key, anchor: key });
    },
    selectAll(): void {
      set({ selected: new Set(rows().flatMap(({ kind, key }) => (kind === 'step' ? [key] : []))) });
    },
    clearSelection: (): void => set({ selected: new Set() }),
    /** Opens the form of a step, or closes it. */
    toggleOpen(key: string): void {
      set({ opened: get().opened === key ? null : key, current: key, anchor: key });
    },
    setFolded(key: string, isFolded: boolean): void {
      const folded = new Set(get().folded);
      if (isFolded) folded.add(key);
      else folded.delete(key);
      set({ folded });
    },
  };
}

export type SelectActions = ReturnType<typeof selectActions>;
