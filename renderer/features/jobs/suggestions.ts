import { ErrorCategory } from '../../../shared/job/error.ts';
import { QUALIFIERS, quoted } from '../../../shared/job/query.ts';
import { WHEN_WORDS } from '../../../shared/job/query-when.ts';
import { DisplayState } from '../../../shared/job/state.ts';
import type { JobsFacts } from './jobs-state.ts';

/** What may stand in the place of what is being typed. */
export interface Suggestion {
  /** The whole token. */
  readonly text: string;
  /** How many jobs it would let through, where that costs nothing to know. */
  readonly jobs: number | null;
  /** It wants a value: the typing goes on. */
  readonly isUnfinished: boolean;
}

const MOST = 12;

/** What fits to the last piece that is being typed: qualifiers, then values. Values are those of the jobs that were read. */
export function suggest(piece: string, facts: Pick<JobsFacts, 'list' | 'counts'>): Suggestion[] {
  const not = piece.startsWith('-') ? '-' : '';
  const body = piece.slice(not.length).toLowerCase();
  if (body === '' || body.startsWith('#')) return [];
  const colon = body.indexOf(':');
  if (colon === -1) {
    const fitting = QUALIFIERS.filter((word) => word.startsWith(body) || word === body);
    return fitting.map((word) => ({
      text: `${not}${word}${word.endsWith('.') ? '' : ':'}`,
      jobs: null,
      isUnfinished: true,
    }));
  }
  const key = body.slice(0, colon);
  const typed = body.slice(colon + 1).replace(/^"/, '');
  const values = valuesOf(key, facts).filter(([value]) => value.toLowerCase().includes(typed));
  return values
    .slice(0, MOST)
    .map(([value, jobs]) => ({ text: `${not}${key}:${quoted(value)}`, jobs, isUnfinished: false }));
}

function valuesOf(
  key: string,
  { list, counts }: Pick<JobsFacts, 'list' | 'counts'>,
): [value: string, jobs: number | null][] {
  const distinct = (values: Iterable<string>): [string, null][] =>
    [...new Set(values)].sort().map((value) => [value, null]);
  const jobs = [...list.byId.values()];
  switch (key) {
    case 'state':
      return DisplayState.options.map((state) => [state.replaceAll('_', '-'), counts?.[state] ?? null]);
    case 'flow':
      return distinct(jobs.map(({ flowName }) => flowName));
    case 'tag':
      return distinct(jobs.flatMap(({ tags = [] }) => tags));
    case 'error':
      return ErrorCategory.options.map((category) => [category, null]);
    case 'worker':
      return distinct(jobs.flatMap(({ workerSlot }) => (workerSlot === null ? [] : [`W${workerSlot}`])));
    case 'priority':
      return [
        ['>0', null],
        ['<0', null],
      ];
    case 'after':
    case 'before':
      return WHEN_WORDS.map((word) => [word, null]);
    default:
      return [];
  }
}
