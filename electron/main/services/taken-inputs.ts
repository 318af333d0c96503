import * as z from 'zod';
import { evaluate } from '../../../shared/flow/evaluate.ts';
import { parseExpression, TemplateError } from '../../../shared/flow/expression.ts';
import { InputSpec, type InputValue } from '../../../shared/flow/input.ts';
import { resolveInputs } from '../../../shared/flow/inputs.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import type { ReadableDb } from '../../database/open.ts';
import { getDetail, iterateRows, listDependencies } from '../../database/queries.ts';

/** So many rows of another job can be reached by an expression: inputs are values, not tables. */
const MOST_ROWS = 1000;

/** What a job takes from others: the values by input, and those among them that nothing may show. */
export interface TakenInputs {
  readonly values: Readonly<Record<string, InputValue>>;
  readonly secrets: readonly string[];
}

/**
 * The inputs that a job takes from the results of the jobs it comes after, checked against its flow; none when it takes none.
 * An expression sees `result` (the values of extract steps), `rows` (of the first dataset), `datasets` by name, `state` and `inputs`.
 * @param given the inputs that the job has: what a person gave it since is not taken any more
 * @throws TemplateError with the input and the other job's number when a value is not there, cannot be computed or does not fit
 */
export function takenInputs(
  db: ReadableDb,
  jobId: JobId,
  flowContent: unknown,
  given: Readonly<Record<string, unknown>>,
): TakenInputs {
  const parts = listDependencies(db, jobId)
    .map(({ jobId: from, takes }) => ({ from, takes: without(takes, given) }))
    .filter(({ takes }) => Object.keys(takes).length > 0)
    .map(({ from, takes }) => checked(flowContent, from, valuesTaken(db, from, takes)));
  return {
    values: Object.assign({}, ...parts.map(({ values }) => values)),
    secrets: parts.flatMap(({ secrets }) => secrets),
  };
}

function checked(flowContent: unknown, from: JobId, taken: Readonly<Record<string, unknown>>): TakenInputs {
  const specs = Inputs.parse(flowContent).inputs ?? {};
  const wanted = Object.fromEntries(Object.entries(specs).filter(([name]) => Object.hasOwn(taken, name)));
  const resolved = resolveInputs({ inputs: wanted }, taken);
  if (!resolved.ok) {
    const { path, message } = resolved.faults[0] ?? { path: 'inputs', message: '' };
    const name = path.replace('inputs.', '');
    throw new TemplateError(`What the input “${name}” takes from job #${from} does not fit: ${message}`);
  }
  const secret = Object.entries(resolved.values).filter(([name]) => wanted[name]?.secret === true);
  return { values: resolved.values, secrets: secret.map(([, value]) => String(value)) };
}

const Inputs = z.looseObject({ inputs: z.record(z.string(), InputSpec).optional() });

function without(
  takes: Readonly<Record<string, string>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(takes).filter(([name]) => !Object.hasOwn(given, name)));
}

function valuesTaken(
  db: ReadableDb,
  from: JobId,
  takes: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const scope = resultsOf(db, from);
  const entries = Object.entries(takes).map(([name, source]) => [
    name,
    valueTaken(name, source, from, scope),
  ]);
  return Object.fromEntries(entries);
}

function resultsOf(db: ReadableDb, jobId: JobId): Record<string, unknown> {
  const detail = getDetail(db, jobId);
  const datasets = Object.fromEntries(
    detail.datasets.map(({ name }) => [name, firstRows(iterateRows(db, jobId, name))]),
  );
  const rows = detail.datasets[0] === undefined ? [] : datasets[detail.datasets[0].name];
  const inputs = Object.entries(detail.inputs).filter(([, value]) => typeof value !== 'object');
  return {
    state: detail.job.state,
    result: detail.result ?? {},
    rows,
    datasets,
    inputs: Object.fromEntries(inputs),
  };
}

function firstRows(rows: Iterable<RowData>): RowData[] {
  const found: RowData[] = [];
  for (const row of rows) {
    if (found.push(row) === MOST_ROWS) break;
  }
  return found;
}

function valueTaken(name: string, source: string, from: JobId, scope: Record<string, unknown>): unknown {
  try {
    const value = evaluate(parseExpression(source), scope);
    if (value === undefined || value === null) throw new TemplateError(`there is no ${source}.`);
    return typeof value === 'object' ? JSON.stringify(value) : value;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new TemplateError(`The input “${name}” takes ${source} from job #${from}: ${error.message}`);
  }
}
