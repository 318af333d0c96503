import * as z from 'zod';
import { Name } from '../flow/input.ts';
import { firstOf, type Rule, rule } from '../flow/rule.ts';
import { Target, targetName } from '../flow/target.ts';
import type { RowData } from '../job/schema.ts';
import { defineSpec } from './define.ts';
import type { FieldSpec } from './page-port.ts';
import { pagingKeys, pagingRule, readPages, Unique } from './paging.ts';
import { attributeRule, readKeys } from './read.ts';
import type { ActionRun } from './run.ts';
import { transformValue } from './transform.ts';

const Field = z.strictObject({ target: Target.optional(), ...readKeys }).refine(...rule(attributeRule));
type Field = z.output<typeof Field>;

const knownUnique: Rule = ({ unique, fields }) => {
  if (typeof fields !== 'object' || fields === null) return undefined;
  const unknown = [unique].flat().find((name) => typeof name === 'string' && !Object.hasOwn(fields, name));
  if (unknown === undefined) return undefined;
  return `“unique” names the field “${unknown}”, but there is ${Object.keys(fields).join(', ') || 'none'}.`;
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
    ...pagingKeys,
    /** A field, or several together, that two rows never share: a row seen before is left out. */
    unique: Unique.optional(),
  },
  rule: firstOf(pagingRule, knownUnique),
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

export const run: ActionRun<typeof spec> = (params, context) => {
  const fields = fieldSpecs(params.fields);
  const read = async (skip: number) => {
    const { candidate, rows } = await context.page.readList(params.items, fields, skip);
    return { candidate, rows: rows.map((cells) => rowOf(cells, params.fields)) };
  };
  return readPages(params, params.items, read, context);
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

function rowOf(cells: readonly (string | null)[], fields: Params['fields']): RowData {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field], at) => [name, cell(cells[at], field)]),
  );
}

function cell(value: string | null | undefined, field: Field): string | number | null {
  return value === null || value === undefined ? null : transformValue(value, field.transform);
}
