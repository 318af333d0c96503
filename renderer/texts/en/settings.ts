import type { SettingGroup } from '../../../shared/settings/registry.ts';
import type { SettingName } from '../../../shared/settings/schema.ts';
import { count } from '../count.ts';

/** What a setting is called, and what it does in one sentence. */
export interface SettingWords {
  readonly title: string;
  readonly help: string;
}

const groups: Record<SettingGroup, string> = {
  queue: 'Queue and times',
  retries: 'Retries',
  workers: 'Workers',
  window: 'Window',
  notices: 'Notices of the system',
  background: 'In the background',
};

const items: Record<SettingName, SettingWords> = {
  pollMs: {
    title: 'Ask for jobs',
    help: 'How often a free worker asks for jobs by itself; new jobs start at once anyway.',
  },
  heartbeatMs: { title: 'Sign of life', help: 'How often each worker says that it lives.' },
  leaseMs: {
    title: 'Dead after',
    help: 'A worker that gives no sign of life for this long is ended, and its jobs go back to the queue.',
  },
  sweepMs: { title: 'Look at leases', help: 'How often the app looks for jobs whose worker is silent.' },
  cancelGraceMs: {
    title: 'Time to stop',
    help: 'What a cancelled job may take to stop before its worker is ended.',
  },
  quitGraceMs: {
    title: 'Time at quit',
    help: 'What running jobs get to finish when the app quits; what is left then goes back to the queue.',
  },
  maxRetries: {
    title: 'Retries',
    help: 'How often a failed job is tried again by itself, unless its flow says so.',
  },
  retryBackoffMs: {
    title: 'Wait before a retry',
    help: 'The first retry waits this long, the second 4 times, the third 9 times as long.',
  },
  retryJitter: {
    title: 'Chance in the wait',
    help: 'The share of the wait that is left to chance, so that many jobs do not come back at once.',
  },
  maxCrashes: {
    title: 'Ended workers',
    help: 'A job that ended its worker this often fails instead of being tried again.',
  },
  workers: { title: 'Workers', help: 'How many processes run jobs.' },
  jobsPerWorker: { title: 'Jobs a worker', help: 'How many jobs each worker runs at once.' },
  maxHeld: {
    title: 'Held browsers',
    help: 'How many browsers of failed steps each worker keeps open for a person at most.',
  },
  language: { title: 'Language', help: 'What the window, the tray and the notices speak.' },
  letterKeys: {
    title: 'Single-letter keys',
    help: 'Single letters are commands, such as n for a new job; keys with Ctrl always work.',
  },
  motion: { title: 'Motion', help: 'Whether things may move when they appear and go.' },
  notifyFailed: {
    title: 'A job failed',
    help: 'The system tells of failed jobs while no window of Runwright has the focus.',
  },
  notifyPerson: {
    title: 'A job needs a person',
    help: 'The system tells of jobs that wait for you, and of profiles that need a login.',
  },
  notifyBatch: {
    title: 'A batch has ended',
    help: 'The system tells how many of the jobs that you started together completed.',
  },
  tray: {
    title: 'Icon beside the clock',
    help: 'Shows how many jobs run, wait for a person or failed today, where the system has such a place.',
  },
  runOn: {
    title: 'Run on without a window',
    help: 'Closing the window leaves the jobs running; without this it quits the app.',
  },
  startAtLogin: {
    title: 'Start at login',
    help: 'Starts Runwright with your session, without a window; its jobs run.',
  },
};

const choices: Record<string, string> = {
  system: 'As the system',
  en: 'English',
  de: 'Deutsch',
  less: 'As little as possible',
  light: 'Light',
  dark: 'Dark',
  auto: 'As the system',
};

export const settings = {
  search: 'Search the settings',
  found: (n: number): string => count('en', n, { one: 'setting', other: 'settings' }),
  none: 'No setting has these words.',
  showAll: 'Show all settings',
  notRead: 'The settings could not be read',
  notKept: 'Not kept',
  changed: 'changed',
  outside: 'set from outside',
  outsideHelp: 'RUNWRIGHT_SETTINGS says it; it cannot be changed here.',
  byDefault: (value: string): string => `Default: ${value}`,
  reset: (title: string): string => `Reset “${title}”`,
  wasReset: (title: string): string => `${title} is as it was at first`,
  kept: (title: string, value: string): string => `${title}: ${value}`,
  unitOf: (title: string): string => `Unit of “${title}”`,
  next: 'Counts for jobs that are queued from now on.',
  range: (min: string, max: string): string => `From ${min} to ${max}.`,
  on: 'on',
  off: 'off',
  seconds: 's',
  minutes: 'min',
  groups,
  items,
  choices,
  theme: { title: 'Theme', help: 'Light or dark, in this window.' },
  loginFile: (file: string): string => `It is written down in ${file}.`,
};
