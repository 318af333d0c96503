import { createContext, useContext } from 'react';
import { invariant } from '../../../shared/assert.ts';
import type { SettingsStore } from './store.ts';

export const SettingsContext = createContext<SettingsStore | null>(null);

/** The settings of the whole window. */
export function useSettings(): SettingsStore {
  const settings = useContext(SettingsContext);
  invariant(settings !== null, 'the settings are provided above');
  return settings;
}
