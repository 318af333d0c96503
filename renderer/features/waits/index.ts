export { SnoozeChoices } from './snooze-choices.tsx';
export { parseLocalTime } from './snooze-times.ts';
export { waitDetail } from './wait-detail.ts';
