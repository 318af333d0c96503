import type { QueryFault } from '../../../shared/job/query.ts';
import { count } from '../count.ts';

const jobs = (n: number): string => count('en', n, { one: 'job', other: 'jobs' });

function fault({ kind, qualifier, value }: QueryFault): string {
  switch (kind) {
    case 'qualifier':
      return `${qualifier}: is no qualifier.`;
    case 'name':
      return `${qualifier}: needs a name behind a dot: ${qualifier.split('.')[0]}.city:Oslo`;
    case 'empty':
      return qualifier === '' ? 'There is nothing in the quotes.' : `${qualifier}: needs a value.`;
    case 'value':
      return `${qualifier}: does not know “${value}”.`;
    case 'many':
      return 'These are too many conditions for one search.';
  }
}

/** Searching, sorting, tagging and deleting jobs. */
export const jobsSearch = {
  search: 'Search jobs',
  placeholder: 'state: flow: tag: error: worker: priority: input.x: log:"…" after: before:',
  clear: 'Clear search',
  suggestions: 'Suggestions',
  takeAway: (token: string): string => `Take ${token} away`,
  fault,
  nearest: 'Nearest:',
  ofAll: 'of all',
  lookedThrough: (n: number): string => `Looked through the newest ${jobs(n)}.`,
  lookFurther: 'Look further',
  columns: 'Columns',
  columnNames: {
    state: 'State',
    flow: 'Flow',
    progress: 'Progress',
    attempt: 'Attempt',
    worker: 'Worker',
    started: 'Started / due',
    duration: 'Duration',
    rows: 'Rows',
    artifacts: 'Artifacts',
    priority: 'Priority',
    queued: 'Queued',
  },
  always: 'always shown',
  moveLeft: (name: string): string => `Move ${name} to the left`,
  moveRight: (name: string): string => `Move ${name} to the right`,
  widthOf: (name: string): string => `Width of ${name}`,
  compact: 'Compact rows',
  asAtFirst: 'As at first',
  sortBy: (name: string): string => `Sort by ${name}`,
  saveView: 'Save view',
  viewName: 'Name of the view',
  views: 'Saved views',
  nothingToSave: 'Search, choose a state or sort first: then this can be kept.',
  tooManyViews: 'So many views cannot be kept: delete one first.',
  viewMenu: (name: string): string => `Actions for view ${name}`,
  viewDeleted: (name: string): string => `View “${name}” is deleted.`,
  viewsNotKept: 'The views could not be kept',
  rename: 'Rename',
  moveUp: 'Move up',
  moveDown: 'Move down',
  tagEllipsis: 'Tag…',
  tags: 'Tags',
  tagQuestion: (n: number): string => `Tags for ${jobs(n)}, parted by blanks:`,
  tagRule: 'One to 20 words without commas, colons and quotes, at most 40 letters each.',
  addTags: 'Add',
  removeTags: 'Take away',
  keepThem: 'Keep them',
  deleteJobs: (n: number): string => `Delete ${jobs(n)}`,
  deleteQuestion: (n: number, others: number): string =>
    `Delete ${jobs(n)} with logs, rows and files?${others === 0 ? '' : ` ${jobs(others)} did not end and will stay.`}`,
  deleteAllQuestion: (n: number): string =>
    `Delete what has ended of ${jobs(n)}, with logs, rows and files? What has not ended stays.`,
  deleted: (n: number): string => `${jobs(n)} deleted.`,
  broughtBack: (n: number): string => `${jobs(n)} brought back.`,
  notBroughtBack: 'The jobs could not be brought back',
};
