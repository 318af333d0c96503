export { Bell } from './bell.tsx';
export { NoticesContext, useNotices } from './context.ts';
export { createNoticesStore, type NoticesStore } from './store.ts';
