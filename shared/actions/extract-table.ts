import * as z from 'zod';
import { Name } from '../flow/input.ts';
import { firstOf } from '../flow/rule.ts';
import { Target, targetName, targetText } from '../flow/target.ts';
import type { RowData } from '../job/schema.ts';
import { defineSpec } from './define.ts';
import type { TableRead } from './page-port.ts';
import { pagingKeys, pagingRule, readPages } from './paging.ts';
import { ActionFailure, type ActionRun } from './run.ts';
import { transformValue } from './transform.ts';

const Heading = z.string().min(1).max(500);

const Column = z.strictObject({
  /** Its heading in the table; absent = its own name. */
  heading: Heading.optional(),
  transform: z.enum(['trim', 'number', 'date']).optional(),
});

export const spec = defineSpec({
  type: 'extractTable',
  title: 'Extract a table',
  help: 'Reads the rows of a table under its headings, page after page.',
  params: {
    target: Target,
    /** Name of the table that the rows go to. */
    dataset: Name,
    /** The columns that are wanted, by the names that they get; absent = all, under their headings. */
    columns: z.record(Heading, Column).optional(),
    ...pagingKeys,
    /** A column, or several together, that two rows never share: a row seen before is left out. */
    unique: z.union([Heading, z.array(Heading).min(1).max(20)]).optional(),
  },
  rule: firstOf(pagingRule),
  describe: ({ target, dataset }) => `Extract ${dataset} from the table ${targetName(target)}`,
  example: { target: [{ css: 'table' }], dataset: 'prices' },
  // A long table may take hours; each page of it has the step's time.
  limitMs: () => null,
});

type Params = z.output<(typeof spec)['paramsSchema']>;

export const run: ActionRun<typeof spec> = (params, context) => {
  // What shows that the table has changed is its rows: the table itself may stay the same element.
  const read = async (skip: number) => {
    const table = await context.page.readTable(params.target, skip);
    return { candidate: table.candidate, rows: rowsOf(table, params) };
  };
  return readPages(params, params.target, read, context);
};

interface Taken {
  readonly name: string;
  readonly at: number;
  readonly transform: z.output<typeof Column>['transform'];
}

function rowsOf(table: TableRead, { target, columns }: Params): RowData[] {
  const width = Math.max(table.header?.length ?? 0, ...table.rows.map((cells) => cells.length));
  const headings = headingsOf(table.header, width);
  const taken = columns === undefined ? allOf(headings) : someOf(headings, columns, target);
  return table.rows.map((cells) =>
    Object.fromEntries(taken.map(({ name, at, transform }) => [name, cellValue(cells[at], transform)])),
  );
}

function cellValue(text: string | undefined, transform: Taken['transform']): string | number | null {
  return text === undefined ? null : transformValue(text, transform);
}

/** Every column has a name of its own: `Price`, `Price 2`, `Column 3`. */
function headingsOf(header: readonly string[] | null, width: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, at) => {
    const given = (header?.[at] ?? '').slice(0, 500);
    const base = given === '' ? `Column ${at + 1}` : given;
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base} ${number}`;
    taken.add(name);
    return name;
  });
}

function allOf(headings: readonly string[]): Taken[] {
  return headings.map((name, at) => ({ name, at, transform: undefined }));
}

/** @throws ActionFailure with the headings that there are */
function someOf(
  headings: readonly string[],
  columns: NonNullable<Params['columns']>,
  target: Target,
): Taken[] {
  return Object.entries(columns).map(([name, { heading, transform }]) => {
    const at = headings.indexOf(heading ?? name);
    if (at >= 0) return { name, at, transform };
    const have = headings.length === 0 ? 'it has none' : `it has ${headings.slice(0, 20).join(', ')}`;
    throw new ActionFailure(
      'UnknownError',
      `The table ${targetText(target)} has no column “${heading ?? name}”: ${have}.`,
      'Write the heading as it stands in the table.',
    );
  });
}
