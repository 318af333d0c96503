import { count } from '../count.ts';

/** Words that many screens share. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  delete: 'Delete',
  save: 'Save',
  tryAgain: 'Try again',
  undo: 'Undo',
  jobs: (n: number): string => count('en', n, { one: 'job', other: 'jobs' }),
  rows: (n: number): string => count('en', n, { one: 'row', other: 'rows' }),
  steps: (n: number): string => count('en', n, { one: 'step', other: 'steps' }),
  flows: (n: number): string => count('en', n, { one: 'flow', other: 'flows' }),
};
