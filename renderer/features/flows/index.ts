export { FlowDropZone, useFlowImport } from './flow-drop-zone.tsx';
export { FlowsPage } from './flows-page.tsx';
