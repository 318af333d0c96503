export { type TrialCommands, TrialPanel, type TrialPanelProps, type TrialView } from './trial-panel.tsx';
