export { FlowDropZone, useFlowImport } from './flow-drop-zone.tsx';
export { FlowsPage, type FlowsPageProps } from './flows-page.tsx';
