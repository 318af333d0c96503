import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { readLook, type TableLook } from './columns.ts';

const KEY = 'runwright-jobs-table';

/** How the table looks; one for the window, kept across starts. */
export const tableLook = createStore<TableLook>(() => readLook(localStorage.getItem(KEY)));

/** Changes the look and keeps it. */
export function changeLook(change: (look: TableLook) => TableLook): void {
  tableLook.setState(change, true);
  localStorage.setItem(KEY, JSON.stringify(tableLook.getState()));
}

export function useTableLook(): TableLook {
  return useStore(tableLook);
}
