import { count } from '../count.ts';

/** The list of flows, their versions and their trash. */
export const flows = {
  title: 'Flows',
  newFlow: 'New flow',
  importFlow: 'Import flow',
  importOne: 'Import a flow',
  none: 'No flows yet. Make one, import a flow file, or drop one anywhere on this window.',
  noneFound: 'No flow matches.',
  clearSearch: 'Clear search',
  unreadable: 'The flows could not be read',
  list: 'Saved flows',
  search: 'Search flows',
  searchHint: 'Name, description, tag:shop',
  sort: 'Sort flows',
  sorts: { changed: 'Changed last', run: 'Run last', name: 'By name', failing: 'Failing first' },
  example: 'example',
  paused: 'paused',
  draft: 'draft',
  version: (n: number): string => `version ${n}`,
  inputs: (n: number): string => count('en', n, { one: 'input', other: 'inputs' }),
  atOnce: (n: number): string => `at most ${n} at once`,
  succeeded: (percent: number): string => `${percent} % succeed`,
  neverRan: 'never run',
  lastRuns: (name: string): string => `Last jobs of ${name}, oldest first`,
  run: (id: number, state: string, when: string): string => `Job ${id}: ${state}, ${when}`,
  actionsFor: (name: string): string => `Actions for ${name}`,
  saved: (n: number): string => `Saved as version ${n}. Waiting jobs keep theirs.`,

  menu: {
    run: 'Run…',
    edit: 'Edit',
    duplicate: 'Duplicate',
    rename: 'Rename…',
    tags: 'Tags…',
    pause: 'Pause flow',
    resume: 'Resume flow',
    export: 'Export…',
    trash: 'Move to trash',
  },
  copyWord: 'copy',
  duplicated: (name: string): string => `${name} was made`,
  renamed: (name: string): string => `It is called ${name} now.`,
  calledBy: (names: readonly string[]): string =>
    `Flows that call it by its name fail until they are changed: ${names.join(', ')}.`,
  trashed: (name: string): string =>
    `${name} is in the trash. Its waiting jobs wait; running ones are finished.`,
  exported: (path: string): string => `Saved as ${path}`,
  failed: {
    duplicate: 'The flow was not duplicated',
    rename: 'The flow was not renamed',
    tags: 'The tags were not saved',
    trash: 'The flow was not moved to the trash',
    restore: 'The flow was not restored',
    remove: 'The flow was not removed',
    export: 'The flow was not exported',
    discard: 'The draft was not discarded',
    versions: 'The versions could not be read',
    restoreVersion: 'The version was not restored',
  },

  rename: { title: 'Rename flow', label: 'Name', do: 'Rename', words: 'That is saved as its next version.' },
  tags: {
    title: 'Tags',
    label: 'Tags, with spaces between them',
    words: 'Tags are kept beside the flow, not in its file. Find it by them with tag:name.',
    wrong: 'A tag has at most 40 characters and no comma, colon or quote; a flow has at most 20.',
  },

  drafts: 'Drafts of new flows',
  unnamed: 'Unnamed flow',
  draftSaved: (time: string): string => `Draft, saved ${time}`,
  goOn: 'Continue',
  discard: 'Discard',
  discardLabel: (name: string): string => `Discard the draft of ${name}`,
  goOnLabel: (name: string): string => `Continue the draft of ${name}`,
  discarded: (name: string): string => `The draft of ${name} was discarded`,

  trash: 'Trash',
  back: 'Back to the flows',
  trashEmpty: 'The trash is empty.',
  trashWords:
    'Jobs of these flows stay in the list of jobs; those that wait go on when the flow is restored.',
  inTrashSince: 'in the trash since',
  restore: 'Restore',
  restoreLabel: (name: string): string => `Restore ${name}`,
  remove: 'Remove for good',
  removeLabel: (name: string): string => `Remove for good: ${name}`,
  keepsExample: 'It comes with the app and stays in the trash',
  restored: (name: string): string => `${name} is back`,
  removed: (name: string): string => `${name} was removed`,
  removal: {
    title: (name: string): string => `Remove ${name} for good?`,
    words: (versions: number): string =>
      `${count('en', versions, { one: 'version', other: 'versions' })} and the draft go with it. This cannot be undone.`,
    jobs: (jobs: number): string =>
      `${count('en', jobs, { one: 'job of it stays', other: 'jobs of it stay' })} in the list, with results and the version that ran.`,
    open: (open: number): string =>
      `${count('en', open, { one: 'job waits or runs', other: 'jobs wait or run' })}: cancel them first.`,
    do: 'Remove for good',
    counting: 'Counting its jobs…',
  },

  tabs: { label: 'Parts of the flow', steps: 'Steps', versions: 'Versions' },
  edit: 'Edit',
  versions: {
    list: 'Versions',
    newest: 'newest',
    first: 'The first version',
    same: 'Nothing is different',
    reading: 'Reading…',
    more: 'Show older versions',
    compareWith: 'Compared with',
    differences: (n: number, other: number): string => `Version ${n}, compared with version ${other}`,
    settings: 'Settings',
    restore: (n: number): string => `Restore version ${n}`,
    isNewest: 'This is the newest version',
    restored: (n: number, now: number): string => `Version ${n} is the newest again, as version ${now}.`,
    undone: (now: number): string => `Undone: saved as version ${now}.`,
    kind: { added: 'Added', removed: 'Removed', moved: 'Moved', changed: 'Changed' },
    at: (path: string): string => `step ${path}`,
    fromTo: (from: string, to: string): string => `step ${from} → ${to}`,
    nothing: 'not there',
    cutOff: (n: number): string =>
      `${count('en', n, { one: 'more difference', other: 'more differences' })} not shown`,
    sentence: (n: {
      added: number;
      removed: number;
      moved: number;
      changed: number;
      settings: number;
    }): string =>
      sentence(
        [
          n.added > 0 && `${count('en', n.added, { one: 'step', other: 'steps' })} added`,
          n.removed > 0 && `${n.removed} removed`,
          n.changed > 0 && `${n.changed} changed`,
          n.moved > 0 && `${n.moved} moved`,
          n.settings > 0 && 'settings changed',
        ],
        'Nothing is different',
      ),
  },
};

function sentence(parts: readonly (string | false)[], none: string): string {
  const said = parts.filter((part) => part !== false);
  return said.length === 0 ? none : said.join(', ');
}
