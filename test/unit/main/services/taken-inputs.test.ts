import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TakenInputs, takenInputs } from '../../../../electron/main/services/taken-inputs.ts';
import { TemplateError } from '../../../../shared/flow/expression.ts';
import type { JobId } from '../../../../shared/ids.ts';
import type { RowData } from '../../../../shared/job/schema.ts';
import { claimOne, LOGIN_ERROR } from '../../../support/queue-bench.ts';
import { type ServicesBench, servicesBench } from './services-bench.ts';

let bench: ServicesBench;
beforeEach(() => {
  bench = servicesBench();
});
afterEach(() => bench.dispose());

interface Brought {
  readonly result?: Record<string, unknown>;
  readonly rows?: readonly { readonly dataset: string; readonly data: RowData }[];
  readonly inputs?: Record<string, unknown>;
}

/** A job that has completed with these results. */
function completed({ result = {}, rows = [], inputs = {} }: Brought = {}): JobId {
  const id = bench.add({ inputs });
  const lease = claimOne(bench);
  const numbered = rows.map((row, seq) => ({ ...row, seq }));
  bench.queue.record(lease, {
    stepsTotal: 1,
    steps: [],
    lines: [],
    rows: numbered,
    artifacts: [],
    once: null,
  });
  bench.queue.complete(lease, result, 0);
  return id;
}

/** A flow with these inputs: their types, or their whole specification. */
function flowWith(inputs: Record<string, string | object>): unknown {
  const specs = Object.entries(inputs).map(([name, type]) => [
    name,
    typeof type === 'string' ? { type } : type,
  ]);
  return { inputs: Object.fromEntries(specs) };
}

/** What a job of such a flow takes from another one. */
function takenInto(
  inputs: Record<string, string | object>,
  from: JobId,
  takes: Record<string, string>,
): TakenInputs {
  const id = bench.add({ after: [{ jobId: from, needs: 'ended', takes }] });
  return takenInputs(bench.db, id, flowWith(inputs), {});
}

/** The values that a job takes into inputs of the type text. */
function taken(from: JobId, takes: Record<string, string>): TakenInputs['values'] {
  const inputs = Object.fromEntries(Object.keys(takes).map((name) => [name, 'text']));
  return takenInto(inputs, from, takes).values;
}

const BOOKS = [
  { dataset: 'books', data: { title: 'Emma', price: 12.5 } },
  { dataset: 'books', data: { title: 'Persuasion', price: 8 } },
  { dataset: 'shops', data: { name: 'Corner' } },
];

describe('the inputs that a job takes from another one', () => {
  it('are none when it comes after nothing, or takes nothing', () => {
    const nothing = { values: {}, secrets: [] };
    expect(takenInputs(bench.db, bench.add(), flowWith({ topic: 'text' }), {})).toEqual(nothing);
    expect(takenInto({ topic: 'text' }, completed(), {})).toEqual(nothing);
  });

  it('are computed from its results, rows, datasets, state and inputs', () => {
    const from = completed({ result: { total: 3, last: 'Emma' }, rows: BOOKS, inputs: { topic: 'novels' } });
    expect(
      taken(from, {
        total: 'result.total + 1',
        title: 'rows[1].title',
        price: 'rows[0].price',
        shop: 'datasets.shops[0].name',
        many: 'length(datasets.books)',
        how: 'state',
        topic: 'upper(inputs.topic)',
      }),
    ).toEqual({
      total: '4',
      title: 'Persuasion',
      price: '12.5',
      shop: 'Corner',
      many: '2',
      how: 'completed',
      topic: 'NOVELS',
    });
  });

  it('are text when the value is a list or a record', () => {
    const from = completed({ rows: BOOKS.slice(0, 1) });
    expect(taken(from, { all: 'rows' })).toEqual({ all: '[{"title":"Emma","price":12.5}]' });
  });

  it('come from several jobs together', () => {
    const [one, two] = [completed({ result: { a: 1 } }), completed({ result: { b: 2 } })];
    const id = bench.add({
      after: [
        { jobId: one, needs: 'completed', takes: { x: 'result.a' } },
        { jobId: two, needs: 'completed', takes: { y: 'result.b' } },
      ],
    });
    const content = flowWith({ x: 'number', y: 'number' });
    expect(takenInputs(bench.db, id, content, {}).values).toEqual({ x: 1, y: 2 });
  });

  it('see the rows of the attempt that counts, and of a thousand at most', () => {
    const rows = Array.from({ length: 1200 }, (_, n) => ({ dataset: 'books', data: { n } }));
    expect(taken(completed({ rows }), { many: 'length(rows)', last: 'rows[999].n' })).toEqual({
      many: '1000',
      last: '999',
    });
  });

  it('can be had from a job that failed, when it may have ended so', () => {
    const from = bench.add({ inputs: { topic: 'novels' } });
    bench.queue.fail(claimOne(bench), LOGIN_ERROR);
    expect(taken(from, { how: 'state', topic: 'inputs.topic' })).toEqual({ how: 'failed', topic: 'novels' });
  });

  it('never hold a secret of the other job, not even its cipher', () => {
    const from = completed({ inputs: { password: bench.vault.seal('s3cret'), user: 'robin' } });
    expect(taken(from, { user: 'inputs.user' })).toEqual({ user: 'robin' });
    expect(() => taken(from, { pin: 'inputs.password' })).toThrow('there is no inputs.password');
  });

  it.each([
    ['result.totl', 'there is no result.totl.'],
    ['rows[7].title', 'there is no rows[7].title.'],
    ['result.total * "x"', '"x" is not a number.'],
  ])('%s that is not there or cannot be computed is told with the input and the job', (source, why) => {
    const from = completed({ result: { total: 3 } });
    const act = (): unknown => taken(from, { count: source });
    expect(act).toThrow(TemplateError);
    expect(act).toThrow(`The input “count” takes ${source} from job #${from}: ${why}`);
  });

  it('have the types of the flow’s inputs', () => {
    const from = completed({ result: { count: '12', url: 'https://a.example/', sold: 'true' } });
    const takes = { count: 'result.count', url: 'result.url', sold: 'result.sold' };
    expect(takenInto({ count: 'number', url: 'url', sold: 'boolean' }, from, takes).values).toEqual({
      count: 12,
      url: 'https://a.example/',
      sold: true,
    });
  });

  it('are refused when a value does not fit its input', () => {
    const from = completed();
    const act = (): unknown => takenInto({ count: 'number' }, from, { count: 'state' });
    expect(act).toThrow(TemplateError);
    expect(act).toThrow(
      `What the input “count” takes from job #${from} does not fit: a number is expected, but "completed" was given.`,
    );
  });

  it('are not taken where the job has been given a value of its own', () => {
    const from = completed({ result: { a: 1, b: 2 } });
    const id = bench.add({
      after: [{ jobId: from, needs: 'completed', takes: { x: 'result.a', y: 'result.gone' } }],
    });
    const content = flowWith({ x: 'number', y: 'number' });
    expect(takenInputs(bench.db, id, content, { y: 5 }).values).toEqual({ x: 1 });
  });

  it('say which of them nothing may show', () => {
    const from = completed({ result: { code: 'K-4711', total: 3 } });
    const inputs = { code: { type: 'text', secret: true }, total: 'number' };
    expect(takenInto(inputs, from, { code: 'result.code', total: 'result.total' })).toEqual({
      values: { code: 'K-4711', total: 3 },
      secrets: ['K-4711'],
    });
  });
});
