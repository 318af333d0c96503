export {
  type TrialCommands,
  TrialPanel,
  type TrialPanelProps,
  type TrialView,
  type UseProposal,
} from './trial-panel.tsx';
