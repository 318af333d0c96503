export { VersionsTab } from './versions-tab.tsx';
