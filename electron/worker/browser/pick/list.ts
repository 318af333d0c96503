import type { Frame, Locator, Page } from 'playwright-core';
import { ActionFailure } from '../../../../shared/actions/run.ts';
import type { Candidate, Target } from '../../../../shared/flow/target.ts';
import {
  PICK_LIMITS,
  type PickedField,
  type PickedList,
  type TrialPoint,
} from '../../../../shared/live/trial.ts';
import { readList } from '../read-list.ts';
import { AT, placeText } from './engines.ts';
import { marksOf } from './highlight.ts';
import { type FieldIdea, fieldIdeas } from './list-fields.ts';
import { type ListPattern, listPatterns } from './list-patterns.ts';
import { commonOf, leavesOf, pairOf, pathOf } from './page-facts.ts';
import { frameKey, type Place, placeIn } from './place.ts';

const MAX_PATH = 60;
const LEAVES = { most: PICK_LIMITS.rows, each: 40, ms: 300 };
/** Of a longer list no row is read while a person points: the step itself will. */
const MAX_READ = 1_000;

/** All elements like two of them, and what stands in each. @throws ActionFailure when the two have nothing in common */
export async function listLike(page: Page, first: TrialPoint, second: TrialPoint): Promise<PickedList> {
  const [one, two] = await Promise.all([placeIn(page, first), placeIn(page, second)]);
  if (one.frame !== two.frame || one.chain === null) {
    throw unlike('The two elements are not in the same frame of the page.');
  }
  const { frame, chain } = one;
  const items = await itemsLike(frame, one, two);
  const locator = frame.locator(`css=${items.css}`);
  const [marks, fields] = await Promise.all([marksOf(page, locator), fieldsOf(locator, items.count)]);
  return { target: targetOf(items.all, frameKey(chain)), count: items.count, fields, marks };
}

interface Items {
  readonly css: string;
  readonly count: number;
  /** Every pattern that finds as many. */
  readonly all: readonly string[];
}

/** The outermost pattern that finds the two in different ones of its elements, with those that find as many. */
async function itemsLike(frame: Frame, one: Place, two: Place): Promise<Items> {
  const patterns = await patternsOf(frame, one, two);
  const counted = await Promise.all(
    patterns.map(async ({ css }) => ({ css, count: await countOf(frame, css, one, two) })),
  );
  const usable = counted.filter(({ count }) => count >= 2);
  const [best] = usable;
  if (best === undefined) throw unlike('The two elements are not alike.');
  const all = usable.filter(({ count }) => count === best.count).map(({ css }) => css);
  return { ...best, all: [...new Set(all)].slice(0, 3) };
}

async function patternsOf(frame: Frame, one: Place, two: Place): Promise<ListPattern[]> {
  const [a, b] = await Promise.all([handleAt(frame, one), handleAt(frame, two)]);
  const common = await a.evaluateHandle(commonOf, b);
  try {
    const [pair, around] = await Promise.all([a.evaluate(pairOf, b), common.evaluate(pathOf, MAX_PATH)]);
    return listPatterns(pair, around);
  } finally {
    for (const each of [a, b, common]) void each.dispose().catch(() => undefined);
  }
}

/** How many elements the pattern finds; 0 = the two are not in two different ones of them. */
async function countOf(frame: Frame, css: string, one: Place, two: Place): Promise<number> {
  const all = frame.locator(`css=${css}`);
  const holding = ({ x, y }: Place): Locator => {
    const at = frame.locator(`${AT}=${placeText(x, y)}`);
    return all.filter({ has: at }).or(all.and(at));
  };
  const [first, second] = [holding(one), holding(two)];
  const counts = await Promise.all([all, first, second, first.and(second)].map((each) => each.count()));
  const [count = 0, ofFirst = 0, ofSecond = 0, ofBoth = 0] = counts;
  return ofFirst > 0 && ofSecond > 0 && ofBoth === 0 ? count : 0;
}

async function handleAt(frame: Frame, { x, y }: Place) {
  const [handle] = await frame.locator(`${AT}=${placeText(x, y)}`).elementHandles();
  if (handle === undefined) throw unlike('There is no element.');
  return handle;
}

function targetOf(patterns: readonly string[], key: Pick<Candidate, 'frame'>): Target {
  return patterns.map((css): Candidate => {
    const testId = /^\[data-testid="([\w-]+)"\]$/.exec(css)?.[1];
    return testId === undefined ? { css, ...key } : { testId, ...key };
  });
}

async function fieldsOf(items: Locator, count: number): Promise<PickedField[]> {
  const ideas = fieldIdeas(await items.evaluateAll(leavesOf, LEAVES)).slice(0, PICK_LIMITS.fields * 2);
  if (ideas.length === 0) return [];
  if (count > MAX_READ) return ideas.slice(0, PICK_LIMITS.fields).map((idea) => ({ ...idea, reads: [] }));
  const { rows } = await readList(items, ideas.map(specOf), 0);
  const columns = ideas.map((_, at) => rows.map((row) => row[at] ?? null));
  const told = ideas.flatMap((idea, at): PickedField[] => {
    const cells = columns[at] ?? [];
    return tellsApart(cells) ? [{ ...idea, reads: readsOf(cells) }] : [];
  });
  return told.slice(0, PICK_LIMITS.fields);
}

function specOf({ name, target, from, attribute, transform }: FieldIdea) {
  return { name, target, from, attribute, link: transform === 'link' };
}

function readsOf(cells: readonly (string | null)[]): (string | null)[] {
  return cells
    .slice(0, PICK_LIMITS.rows)
    .map((cell) => cell?.replace(/\s+/g, ' ').trim().slice(0, PICK_LIMITS.text) ?? null);
}

/** What says the same in every item, such as a button, or nothing at all, is no field. */
function tellsApart(cells: readonly (string | null)[]): boolean {
  return new Set(cells).size > 1;
}

function unlike(message: string): ActionFailure {
  return new ActionFailure('UnknownError', message, 'Point at two of the elements that repeat.');
}
