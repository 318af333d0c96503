export { useWorkers, WorkersContext } from './context.ts';
export { createWorkersStore } from './store.ts';
export { WorkerStrip } from './worker-strip.tsx';
