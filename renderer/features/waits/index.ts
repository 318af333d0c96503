export { SnoozeChoices } from './snooze-choices.tsx';
