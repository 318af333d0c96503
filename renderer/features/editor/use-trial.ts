import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { t } from '../../texts/index.ts';
import { flowRows } from './model/rows.ts';
import { documentOf } from './state.ts';
import type { EditorStore } from './store.ts';
import type { TrialCommands, TrialView } from './trial/index.ts';

/** The trial run, as the rest of the editor sees it. */
export interface Trial {
  readonly view: TrialView | null;
  readonly commands: TrialCommands | null;
  /** Why there can be no run now. */
  readonly blocked: string | null;
  /** The numbers of the steps before which it pauses. */
  readonly breakpoints: ReadonlySet<string>;
  readonly onView: (view: TrialView) => void;
  readonly onCommands: (commands: TrialCommands) => void;
}

/** Joins the panel of the trial run with the steps. */
export function useTrial({ store }: EditorStore): Trial {
  const [view, onView] = useState<TrialView | null>(null);
  const [commands, setCommands] = useState<{ readonly now: TrialCommands } | null>(null);
  const { flow } = useStore(store, documentOf);
  const keys = useStore(store, (s) => s.breakpoints);
  const faults = useStore(store, (s) => s.faults.length);
  const breakpoints = useMemo(() => {
    const rows = keys.size === 0 ? [] : flowRows(flow, new Set());
    return new Set(rows.flatMap((row) => (row.kind === 'step' && keys.has(row.key) ? [row.number] : [])));
  }, [flow, keys]);
  const onCommands = useMemo(() => (now: TrialCommands) => setCommands({ now }), []);
  return {
    view,
    commands: commands?.now ?? null,
    blocked: faults === 0 ? null : t().editor.runOffFaults(faults),
    breakpoints,
    onView,
    onCommands,
  };
}
