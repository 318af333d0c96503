import { count } from '../count.ts';

export const statistics = {
  title: 'Throughput',
  lastHour: 'last 60 min',
  endedWell: 'ended well',
  failed: 'failed',
  now: 'Now',
  perMinute: (jobs: string): string => `${jobs} / min`,
  half: 'Half end within',
  most: '95 % end within',
  share: 'Ended well',
  none: '–',
  bars: (ended: number, failed: number): string =>
    `In the last hour ${count('en', ended, { one: 'job', other: 'jobs' })} ended, ${failed} of them failed`,
  causes: 'Failures by cause',
  causesHelp: 'Groups the failed jobs by what they have in common',
  noCauses: 'No failed jobs. Nothing to mend.',
  reading: 'Reading the failures',
  unreadable: 'The failures could not be read',
  looked: (jobs: number): string =>
    `The newest ${count('en', jobs, { one: 'failed job', other: 'failed jobs' })} were looked at.`,
  causeJobs: (jobs: number): string => count('en', jobs, { one: 'job', other: 'jobs' }),
  causeFlows: (flows: number): string => count('en', flows, { one: 'flow', other: 'flows' }),
  newest: (id: number): string => `Open the newest, #${id}`,
  picture: 'The page as it was when one of them failed',
  noPicture: 'no picture',
};
