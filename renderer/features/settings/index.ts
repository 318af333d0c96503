export { SettingsContext, useSettings } from './context.ts';
export { putInForce } from './put-in-force.ts';
export { createSettingsStore, type SettingsStore } from './store.ts';
