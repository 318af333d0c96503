import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { BOOKS } from '../../electron/main/practice-site/books.ts';
import { faultLine } from '../../shared/errors.ts';
import { allSteps } from '../../shared/flow/nested.ts';
import { parseFlowText } from '../../shared/flow/parse.ts';
import type { Flow } from '../../shared/flow/schema.ts';
import type { Step } from '../../shared/flow/step.ts';

const FOLDER = new URL('../../examples/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.flow.json'));
const textOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

/** The flow of an example; a wrong one fails the test with every fault in its message. */
function flowOf(file: string): Flow {
  const parsed = parseFlowText(textOf(file));
  if (!parsed.ok) throw new Error([file, ...parsed.faults.map(faultLine)].join('\n'));
  return parsed.flow;
}

const rows: string[][] = parse(textOf('orders.csv'));
const [columns = [], ...orders] = rows;

describe('the examples', () => {
  it('are the eight that the README of the folder lists', () => {
    const listed = [...textOf('README.md').matchAll(/^\| `([^`]+)`/gm)].map(([, file]) => file);
    expect(listed).toHaveLength(8);
    expect(listed.toSorted()).toEqual(FILES.toSorted());
  });

  it.each(FILES)('%s has no fault', (file) => {
    expect(flowOf(file).steps.length).toBeGreaterThan(1);
  });

  it.each(FILES)('%s says what it does and runs with no input given', (file) => {
    const flow = flowOf(file);
    expect(flow.description ?? '').toMatch(/^.{40,}\.$/);
    const unanswered = Object.entries(flow.inputs).filter(([, input]) => input.default === undefined);
    expect(unanswered).toEqual([]);
  });

  it.each(FILES)('%s goes to the practice site and nowhere else', (file) => {
    const steps = [...allSteps<Step>(flowOf(file).steps)];
    const addresses = steps.flatMap((step) => (step.action === 'goto' ? [step.url] : []));
    // The links that a flow has read are links of the site.
    const outside = addresses.filter((url) => !url.startsWith('{{env.practice}}/') && url !== '{{row.link}}');
    expect(addresses[0]).toContain('{{env.practice}}/');
    expect(outside).toEqual([]);
    expect(textOf(file)).not.toMatch(/https?:/);
  });

  it('have names of their own', () => {
    expect(new Set(FILES.map((file) => flowOf(file).name)).size).toBe(FILES.length);
  });
});

describe('the example with a loop', () => {
  it('shows a loop, a condition, a variable, a try and a continue', () => {
    const actions = new Set(
      [...allSteps<Step>(flowOf('books-in-stock.flow.json').steps)].map((step) => step.action),
    );
    const shown = ['forEach', 'if', 'setVariable', 'try', 'continue', 'log'] as const;
    expect(shown.filter((action) => !actions.has(action))).toEqual([]);
  });

  it('meets books that are sold out, and others', () => {
    const travel = BOOKS.filter((book) => book.category === 'Travel');
    expect(travel.some((book) => book.stock === 0)).toBe(true);
    expect(travel.some((book) => book.stock > 0)).toBe(true);
  });
});

describe('the rows for the order example', () => {
  it('are five and have every column that the flow uses, and no other', () => {
    expect(orders).toHaveLength(5);
    const used = [...textOf('order-from-rows.flow.json').matchAll(/\{\{row\.(\w+)/g)].map(([, name]) => name);
    expect([...new Set(used)].toSorted()).toEqual(columns.toSorted());
  });

  it('order titles that are in stock, and say yes or no to the gift', () => {
    const cell = (order: string[], name: string): string | undefined => order[columns.indexOf(name)];
    const inStock = BOOKS.filter((book) => book.stock > 0).map((book) => book.title);
    for (const order of orders) {
      expect(inStock).toContain(cell(order, 'title'));
      expect(cell(order, 'quantity')).toMatch(/^([1-9]|1\d|20)$/);
      expect(cell(order, 'gift')).toMatch(/^(yes|no)$/);
    }
  });
});
