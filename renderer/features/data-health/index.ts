export { DataHealthStrip } from './data-health-strip.tsx';
export { createDataHealthStore } from './store.ts';
