import type { FieldSpec, ListRead, NextPage, TableRead } from '../../../../shared/actions/page-port.ts';
import type { Target } from '../../../../shared/flow/target.ts';
import { followLink, followNumber } from '../next-page.ts';
import { MAX_READ_CHARS, readList as readItemsOf, tooMuchToRead } from '../read-list.ts';
import { readTableRows } from '../table-script.ts';
import { ONE_ATTACHED, type PortCore } from './core.ts';

const MANY = { many: true, state: 'attached' } as const;

export async function readList(
  core: PortCore,
  items: Target,
  fields: readonly FieldSpec[],
  skip: number,
): Promise<ListRead> {
  const { locator, candidate } = await core.find(items, MANY);
  const { rows, used } = await core.guard(() => readItemsOf(locator, fields, skip));
  for (const [at, counts] of used.entries()) core.tellField(fields[at], counts, rows.length);
  return { rows, candidate };
}

export async function readTable(core: PortCore, target: Target, skip: number): Promise<TableRead> {
  let read: Omit<TableRead, 'candidate'> = { header: null, rows: [] };
  const found = await core.onElement(target, ONE_ATTACHED, async (element, bounds) => {
    await element.waitFor({ state: 'attached', ...bounds });
    const { tooLong, ...rows } = await element.evaluate(
      readTableRows,
      { skip, most: MAX_READ_CHARS },
      bounds,
    );
    if (tooLong) throw tooMuchToRead('the table', MAX_READ_CHARS);
    read = rows;
  });
  return { ...found, ...read };
}

/** Clicks `next` and waits until the items have changed. */
export async function nextPage(core: PortCore, next: Target, items: Target): Promise<NextPage> {
  return turned(core, next, items, (locator) => followLink(core.page, next, locator, core.search(next)));
}

/** Clicks the one of the page links that shows the number, and waits as `nextPage` does. */
export async function numberedPage(
  core: PortCore,
  links: Target,
  number: number,
  items: Target,
): Promise<NextPage> {
  return turned(core, links, items, (locator) =>
    followNumber(core.page, links, number, locator, core.search(links)),
  );
}

type Follow = (items: Parameters<typeof followLink>[2]) => Promise<NextPage>;

async function turned(core: PortCore, link: Target, items: Target, follow: Follow): Promise<NextPage> {
  const { locator } = await core.find(items, MANY);
  core.browsing.acts();
  const result = await core.guard(() => follow(locator));
  if (result.outcome === 'moved') {
    core.searchAnew();
    core.tellHealed(link, result.candidate);
  }
  return result;
}
