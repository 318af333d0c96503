import * as z from 'zod';
import { Name } from '../flow/input.ts';
import { type Rule, rule } from '../flow/rule.ts';
import { Target, targetName } from '../flow/target.ts';
import type { RowData } from '../job/schema.ts';
import { defineSpec } from './define.ts';
import type { FieldSpec, NextPage } from './page-port.ts';
import { attributeRule, readKeys } from './read.ts';
import type { ActionContext, ActionRun } from './run.ts';
import { transformValue } from './transform.ts';

const Field = z.strictObject({ target: Target.optional(), ...readKeys }).refine(...rule(attributeRule));
type Field = z.output<typeof Field>;

const knownUnique: Rule = ({ unique, fields }) => {
  if (typeof unique !== 'string' || typeof fields !== 'object' || fields === null) return undefined;
  if (Object.hasOwn(fields, unique)) return undefined;
  return `“unique” names the field “${unique}”, but there is ${Object.keys(fields).join(', ') || 'none'}.`;
};

export const spec = defineSpec({
  type: 'extractList',
  title: 'Extract a list',
  help: 'Reads the same fields of every item of a list, page after page.',
  params: {
    items: Target,
    fields: z.record(Name, Field).refine((fields) => Object.keys(fields).length > 0, {
      error: 'at least one field is expected.',
    }),
    /** Name of the table that the rows go to. */
    dataset: Name,
    /** The link or button to the next page. */
    next: Target.optional(),
    maxPages: z.int().min(1).max(10_000).default(100),
    /** A field that two rows never share: a row seen before is left out. */
    unique: Name.optional(),
  },
  rule: knownUnique,
  describe: ({ items, dataset }) => `Extract ${dataset} from ${targetName(items)}`,
  example: {
    items: [{ css: '.product' }],
    fields: {
      title: { target: [{ css: 'h3' }] },
      price: { target: [{ css: '.price' }], transform: 'number' },
    },
    dataset: 'products',
    next: [{ role: 'link', name: 'Next' }],
  },
  // A long list may take hours; each page of it has the step's time.
  limitMs: () => null,
});

type Params = z.output<(typeof spec)['paramsSchema']>;

export const run: ActionRun<typeof spec> = async (params, context) => {
  const fields = fieldSpecs(params.fields);
  const seen = new Set<string>();
  let total = 0;
  let candidate = 0;
  for (let page = 1; ; page++) {
    const read = await context.page.readList(params.items, fields);
    if (page === 1) candidate = read.candidate;
    const rows = newRows(read.rows, params, seen);
    await context.rows(params.dataset, rows);
    total += rows.length;
    context.log('INFO', `Page ${page}: ${rows.length} rows, ${total} in all.`, { items: read.rows.length });
    if (!(await goOn(params, page, rows.length, context))) return { candidate };
  }
};

function fieldSpecs(fields: Params['fields']): FieldSpec[] {
  return Object.entries(fields).map(([name, { target, from, attribute, transform }]) => ({
    name,
    target,
    from,
    attribute,
    link: transform === 'link',
  }));
}

function newRows(
  values: readonly (readonly (string | null)[])[],
  params: Params,
  seen: Set<string>,
): RowData[] {
  const fields = Object.entries(params.fields);
  const rows: RowData[] = [];
  for (const cells of values) {
    const row = Object.fromEntries(fields.map(([name, field], at) => [name, cell(cells[at], field)]));
    if (params.unique !== undefined) {
      const key = JSON.stringify(row[params.unique]);
      if (seen.has(key)) continue;
      seen.add(key);
    }
    rows.push(row);
  }
  return rows;
}

function cell(value: string | null | undefined, field: Field): string | number | null {
  return value === null || value === undefined ? null : transformValue(value, field.transform);
}

const ENDS: Record<Exclude<NextPage['outcome'], 'moved'>, string> = {
  absent: 'there is no link to a next page',
  disabled: 'the link to the next page is disabled',
  empty: 'the next page holds no items',
  same: 'the link to the next page brought the same items',
};

async function goOn(params: Params, page: number, added: number, context: ActionContext): Promise<boolean> {
  if (params.next === undefined) return false;
  if (page >= params.maxPages) {
    context.log('WARN', `Stopped after ${page} pages, as the step says (maxPages).`);
    return false;
  }
  if (params.unique !== undefined && added === 0) {
    context.log('INFO', `The list ends after page ${page}: it brought nothing new.`);
    return false;
  }
  const { outcome } = await context.page.nextPage(params.next, params.items);
  if (outcome === 'moved') return true;
  context.log('INFO', `The list ends after page ${page}: ${ENDS[outcome]}.`);
  return false;
}
