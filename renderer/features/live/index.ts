export { LiveContext, useLiveState } from './context.ts';
export { createLiveStore, type LiveStore } from './store.ts';
