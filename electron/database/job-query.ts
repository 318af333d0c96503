import { assertNever } from '../../shared/assert.ts';
import type { QueryTerm } from '../../shared/job/query-terms.ts';
import { type DisplayState, LATE_BEAT_MS } from '../../shared/job/state.ts';
import type { NamedValues, SqlValue } from './statement.ts';
import { textMatch } from './text-match.ts';

/** What jobs must fulfil: conditions on `job j`, and the values that they ask for. Only fixed texts stand in the conditions. */
export interface Conditions {
  readonly texts: readonly string[];
  readonly values: NamedValues;
}

/** The shown state of `job j` at `@now`: `displayState` in SQL. */
export const DISPLAY_STATE = `
  CASE j.state
    WHEN 'pending' THEN CASE WHEN j.run_at <= @now OR (j.waits_for IS NOT NULL AND j.waits_for <> 'time') THEN 'pending'
                             WHEN j.attempt = 0 THEN 'scheduled' ELSE 'retrying' END
    WHEN 'processing' THEN CASE WHEN j.cancel_asked_at IS NOT NULL THEN 'cancelling'
                                WHEN j.beat_at IS NOT NULL AND @now - j.beat_at > ${LATE_BEAT_MS} THEN 'stalled'
                                ELSE 'processing' END
    WHEN 'completed' THEN CASE WHEN j.failed_rows > 0 THEN 'completed_with_failed_rows' ELSE 'completed' END
    ELSE j.state END`;

/** Jobs that a person deleted are shown nowhere. There are few of them at a time. */
export const NOT_DELETED = 'NOT EXISTS (SELECT 1 FROM job_deletion d WHERE d.job_id = j.id)';

/** That the job is shown in one of these states. */
export function inStates(states: readonly DisplayState[]): string {
  return `(${DISPLAY_STATE}) IN (${states.map((state) => `'${state}'`).join(', ')})`;
}

/** The terms as conditions, those first that cost least. */
export function conditionsOfTerms(terms: readonly QueryTerm[]): Conditions {
  const inOrder = terms.toSorted((a, b) => COST[a.on] - COST[b.on]);
  const values: Record<string, SqlValue> = {};
  const texts = inOrder.map((term, index) => {
    const name = `term${index}`;
    const { condition, bound } = conditionOf(term, name);
    Object.assign(values, bound);
    return term.not ? `NOT coalesce((${condition}), 0)` : `(${condition})`;
  });
  return { texts, values };
}

const COST: Readonly<Record<QueryTerm['on'], number>> = {
  id: 0,
  after: 1,
  before: 1,
  priority: 1,
  state: 2,
  worker: 2,
  flow: 3,
  tag: 4,
  error: 5,
  input: 6,
  row: 6,
  log: 9,
};

interface Bound {
  readonly condition: string;
  readonly bound: Readonly<Record<string, SqlValue>>;
}

function conditionOf(term: QueryTerm, name: string): Bound {
  const one = (condition: string, value: SqlValue): Bound => ({ condition, bound: { [name]: value } });
  switch (term.on) {
    case 'id':
      return one(`j.id = @${name}`, term.id);
    case 'after':
      return one(`j.created_at >= @${name}`, term.at);
    case 'before':
      return one(`j.created_at < @${name}`, term.at);
    case 'priority':
      return {
        condition: `j.priority BETWEEN @${name} AND @${name}to`,
        bound: { [name]: term.min, [`${name}to`]: term.max },
      };
    case 'state':
      return { condition: inStates(term.states), bound: {} };
    case 'worker':
      return one(`j.worker_id IN (SELECT id FROM worker WHERE slot = @${name})`, term.slot);
    case 'tag':
      return one(`EXISTS (SELECT 1 FROM job_tag t WHERE t.tag = @${name} AND t.job_id = j.id)`, term.tag);
    case 'flow':
      return matches(
        'v0.name',
        name,
        term.text,
        (match) => `j.flow_version_id IN (SELECT v0.id FROM flow_version v0 WHERE ${match})`,
      );
    case 'error':
      return matches(ERROR_TEXT, name, term.text, (match) => `j.error IS NOT NULL AND ${match}`);
    case 'log':
      return matches(
        'l.message',
        name,
        term.text,
        (match) => `EXISTS (SELECT 1 FROM job_log l WHERE l.job_id = j.id AND ${match})`,
      );
    case 'input':
      return cell('j.inputs', name, term);
    case 'row':
      return cell('j."row"', name, term);
    default:
      return assertNever(term);
  }
}

const ERROR_TEXT = "(json_extract(j.error, '$.category') || ' ' || json_extract(j.error, '$.message'))";

function matches(column: string, name: string, text: string, around: (match: string) => string): Bound {
  const { condition, pattern } = textMatch(column, `@${name}`, text);
  return { condition: around(condition), bound: { [name]: pattern } };
}

/** A value inside of an object. What is sealed is an object of its own and matches nothing. */
function cell(column: string, name: string, term: { readonly name: string; readonly text: string }): Bound {
  const value = `CASE json_type(${column}, @${name}at)
    WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'
    WHEN 'text' THEN json_extract(${column}, @${name}at) WHEN 'integer' THEN json_extract(${column}, @${name}at)
    WHEN 'real' THEN json_extract(${column}, @${name}at) END`;
  const { condition, bound } = matches(`(${value})`, name, term.text, (match) => match);
  return { condition, bound: { ...bound, [`${name}at`]: `$."${term.name}"` } };
}
