export { JobDrawer } from './job-drawer.tsx';
