import * as z from 'zod';
import { Name } from '../flow/input.ts';
import type { Rule } from '../flow/rule.ts';
import { Target } from '../flow/target.ts';
import type { RowData } from '../job/schema.ts';
import type { NextPage } from './page-port.ts';
import type { ActionContext, StepOutcome } from './run.ts';

/** The keys that say how a list or a table goes on: at most one way, with its limits. */
export const pagingKeys = {
  /** The link or button to the next page. */
  next: Target.optional(),
  /** The links with the numbers of the pages: each of them is one match. */
  pages: Target.optional(),
  /** The button that adds more items to the same page. */
  loadMore: Target.optional(),
  /** More items come as one scrolls: the page, or the box that is named here. */
  scroll: z.union([z.literal(true), Target]).optional(),
  /** Pages, or times that more is loaded. */
  maxPages: z.int().min(1).max(10_000).default(100),
  maxRows: z.int().min(1).max(10_000_000).optional(),
};

/** A field, or several together, that two rows never share. */
export const Unique = z.union([Name, z.array(Name).min(1).max(20)]);

const WAYS = ['next', 'pages', 'loadMore', 'scroll'];

export const pagingRule: Rule = (value) => {
  const given = WAYS.filter((key) => value[key] !== undefined);
  return given.length > 1 ? `only one of ${given.join(', ')} is possible.` : undefined;
};

export interface Paging {
  readonly next?: Target | undefined;
  readonly pages?: Target | undefined;
  readonly loadMore?: Target | undefined;
  readonly scroll?: true | Target | undefined;
  readonly maxPages: number;
  readonly maxRows?: number | undefined;
  readonly unique?: string | readonly string[] | undefined;
  readonly dataset: string;
}

/** What was read of one page. */
export interface PageRows {
  readonly candidate: number;
  readonly rows: readonly RowData[];
}

/**
 * Reads page after page and keeps the rows as they come.
 * @param items what shows that a page has changed
 * @param read reads the page without its first `skip` items
 */
export async function readPages(
  paging: Paging,
  items: Target,
  read: (skip: number) => Promise<PageRows>,
  context: ActionContext,
): Promise<StepOutcome> {
  const walk = new PageWalk(paging, items, context);
  let candidate = 0;
  for (let page = 1; ; page++) {
    const found = await read(walk.skip);
    if (page === 1) candidate = found.candidate;
    await walk.keep(found.rows, page);
    if (!(await walk.goOn(page))) return { candidate };
  }
}

const LINK_ENDS: Record<Exclude<NextPage['outcome'], 'moved'>, string> = {
  absent: 'there is no link to a next page',
  disabled: 'the link to the next page is disabled',
  empty: 'the next page holds no items',
  same: 'the link to the next page brought the same items',
};

const BUTTON_ENDS: Record<Exclude<NextPage['outcome'], 'moved'>, string> = {
  absent: 'the button that loads more is not there any more',
  disabled: 'the button that loads more is disabled',
  empty: 'the items are gone',
  same: 'the button that loads more brought nothing',
};

/** The list has ended when so many turns in a row brought nothing, though the page still grows. */
const MAX_EMPTY = 5;

class PageWalk {
  readonly #paging: Paging;
  readonly #items: Target;
  readonly #context: ActionContext;
  readonly #seen = new Set<string>();
  #read = 0;
  #total = 0;
  #added = 0;
  #empty = 0;

  constructor(paging: Paging, items: Target, context: ActionContext) {
    this.#paging = paging;
    this.#items = items;
    this.#context = context;
  }

  /**
   * How many items were read before and are still there. With a key, rows are told apart by it instead, as lists may take
   * away above what they add below.
   */
  get skip(): number {
    const { loadMore, scroll, unique } = this.#paging;
    return (loadMore !== undefined || scroll !== undefined) && unique === undefined ? this.#read : 0;
  }

  async keep(found: readonly RowData[], page: number): Promise<void> {
    const { unique, maxRows, dataset } = this.#paging;
    this.#read += found.length;
    const fresh = unique === undefined ? found : found.filter((row) => this.#isNew(row, [unique].flat()));
    const rows = maxRows === undefined ? fresh : fresh.slice(0, maxRows - this.#total);
    await this.#context.rows(dataset, rows);
    this.#total += rows.length;
    this.#added = fresh.length;
    this.#empty = fresh.length === 0 ? this.#empty + 1 : 0;
    const words = `Page ${page}: ${rows.length} rows, ${this.#total} in all.`;
    this.#context.log('INFO', words, { items: found.length });
  }

  async goOn(page: number): Promise<boolean> {
    const { next, pages, loadMore, scroll, maxPages, maxRows, unique } = this.#paging;
    if (maxRows !== undefined && this.#total >= maxRows) {
      return this.#stopped(`Stopped after ${maxRows} rows, as the step says (maxRows).`);
    }
    if (next === undefined && pages === undefined && loadMore === undefined && scroll === undefined)
      return false;
    if (page >= maxPages) return this.#stopped(`Stopped after ${page} pages, as the step says (maxPages).`);
    if (unique !== undefined && this.#added === 0 && scroll === undefined) {
      return this.#ended(page, 'it brought nothing new');
    }
    if (scroll !== undefined) return this.#scroll(page, scroll === true ? undefined : scroll);
    const port = this.#context.page;
    const { outcome } =
      pages === undefined
        ? await port.nextPage(next ?? loadMore ?? [], this.#items)
        : await port.numberedPage(pages, page + 1, this.#items);
    if (outcome === 'moved') return true;
    return this.#ended(page, (loadMore === undefined ? LINK_ENDS : BUTTON_ENDS)[outcome]);
  }

  async #scroll(page: number, within: Target | undefined): Promise<boolean> {
    if (this.#empty >= MAX_EMPTY) return this.#ended(page, `the last ${MAX_EMPTY} turns brought nothing new`);
    // Only screen by screen is every item of a list seen that takes away what is out of sight.
    const by = this.#paging.unique === undefined ? 'bottom' : 'screen';
    if (await this.#context.page.scrollOn(by, within)) return true;
    return this.#ended(page, 'nothing more comes as one scrolls');
  }

  #isNew(row: RowData, unique: readonly string[]): boolean {
    const key = JSON.stringify(unique.map((name) => row[name] ?? null));
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  #stopped(words: string): false {
    this.#context.log('WARN', words);
    return false;
  }

  #ended(page: number, why: string): false {
    this.#context.log('INFO', `The list ends after page ${page}: ${why}.`);
    return false;
  }
}
