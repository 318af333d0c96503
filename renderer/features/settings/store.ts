import { createStore, type StoreApi } from 'zustand/vanilla';
import { toWire, type WireError } from '../../../shared/errors.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { SettingName, SettingsNow, SettingValue } from '../../../shared/settings/schema.ts';

export interface SettingsState {
  /** Null until read. */
  readonly now: SettingsNow | null;
  readonly loadError: WireError | null;
  /** Why the last change of a setting was refused. */
  readonly faults: Readonly<Partial<Record<SettingName, string>>>;
}

export interface SettingsStore {
  readonly store: StoreApi<SettingsState>;
  /** Begins to follow main; the function given back ends that. */
  start(): () => void;
  load(): Promise<void>;
  /** True when it is kept. */
  set(name: SettingName, value: SettingValue): Promise<boolean>;
  reset(name: SettingName): Promise<boolean>;
}

/** The settings as main has them, for the whole window. @param onNow hears of them whenever they are read or change */
export function createSettingsStore(
  client: Client<AppContract>,
  onNow: (now: SettingsNow) => void,
): SettingsStore {
  const store = createStore<SettingsState>(() => ({ now: null, loadError: null, faults: {} }));
  const { getState, setState } = store;
  const take = (now: SettingsNow): void => {
    setState({ now, loadError: null });
    onNow(now);
  };
  const change = async (name: SettingName, ask: () => Promise<SettingsNow>): Promise<boolean> => {
    try {
      take(await ask());
      setState({ faults: { ...getState().faults, [name]: undefined } });
      return true;
    } catch (error) {
      const { message, faults } = toWire(error);
      setState({ faults: { ...getState().faults, [name]: faults?.[0]?.message ?? message } });
      return false;
    }
  };
  return {
    store,
    start: () =>
      client.subscribe('settings.changed', {}, ({ items }) => {
        const last = items.at(-1);
        if (last !== undefined) take(last);
      }),
    async load() {
      try {
        take(await client.call('settings.get', {}));
      } catch (error) {
        setState({ loadError: toWire(error) });
      }
    },
    set: (name, value) => change(name, () => client.call('settings.set', { name, value })),
    reset: (name) => change(name, () => client.call('settings.reset', { names: [name] })),
  };
}
