import { candidateText } from '../../../shared/flow/target.ts';
import type { RequestEntry, StoredFailure } from '../../../shared/job/failure.ts';
import { printable } from '../console-mirror.ts';
import { shortened } from './table.ts';
import { count } from './words.ts';

/** More requests that went wrong are only counted. */
const REQUESTS = 5;
const WIDTH = 160;

/** The essentials of a failure, a line each; none when nothing was kept. */
export function failureLines(failure: StoredFailure | null): string[] {
  if (failure === null) return [];
  const { path, title, expected, found, page, suggestions, matchCount, matches, requests, console } =
    failure.detail;
  const wrong = requests.filter(wentWrong);
  const errors = console.filter(({ level }) => level === 'error' || level === 'exception');
  const lines = [
    `Step ${path}: ${title}`,
    ...(expected === null ? [] : [`Expected: ${expected}`]),
    ...(found === null ? [] : [`Found: ${found}`]),
    ...(page === null ? [] : [`Page: ${page.url}${page.title === '' ? '' : ` (${page.title})`}`]),
    ...suggestions.map(
      ({ candidate, reason, matches: all }) =>
        `Use instead: ${candidateText(candidate)} (${all === 1 ? 'it alone' : `one of ${all}`}). ${reason}`,
    ),
    ...matches.map(
      ({ candidate, name }) => `Matches: ${candidateText(candidate)}${name === '' ? '' : ` “${name}”`}`,
    ),
    ...(matchCount > matches.length ? [`Matches: ${matchCount - matches.length} more`] : []),
    ...wrong.slice(-REQUESTS).map(requestLine),
    ...(wrong.length > REQUESTS
      ? [`Requests: ${count(wrong.length - REQUESTS, 'more request')} went wrong`]
      : []),
    ...errors.slice(-REQUESTS).map(({ level, text }) => `Console (${level}): ${text}`),
  ];
  return lines.map((line) => printable(shortened(line, WIDTH)));
}

function wentWrong({ status, failure }: RequestEntry): boolean {
  return failure !== null || (status !== null && status >= 400);
}

function requestLine({ method, url, status, failure }: RequestEntry): string {
  return `Request: ${method} ${url} ${failure ?? `answered with ${status}`}`;
}
