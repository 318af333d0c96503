import { expect, it } from 'vitest';
import {
  findFlows,
  readTags,
  sortFlows,
  successShare,
} from '../../../../renderer/features/flows/list/find-flows.ts';
import { FlowSummary } from '../../../../shared/flow/summary.ts';
import { JobId } from '../../../../shared/ids.ts';
import type { FlowRun } from '../../../../shared/ipc/flow-calls.ts';
import type { DisplayState } from '../../../../shared/job/state.ts';

const flow = (id: number, name: string, description: string, tags: string[]) =>
  FlowSummary.parse({
    id,
    name,
    description,
    tags,
    version: 1,
    stepCount: 1,
    inputs: {},
    headless: true,
    isExample: false,
    paused: false,
    maxRunning: null,
    createdAt: 1,
    updatedAt: 1,
  });
const run = (id: number, state: DisplayState): FlowRun => ({ jobId: JobId.parse(id), state, at: id });

const shop = flow(1, 'Shop', 'Daily prices', ['Store', 'eu']);
const books = flow(2, 'Books', 'Reads a shop', []);
const login = flow(3, 'Sign in', '', ['store']);
const all = [shop, books, login];
const found = (query: string): string[] => findFlows(all, query).map(({ name }) => name);

it('a search finds words of the name, the description and the tags, and tag: tags alone', () => {
  expect(found('')).toEqual(['Shop', 'Books', 'Sign in']);
  expect(found('SHOP')).toEqual(['Shop', 'Books']);
  expect(found('shop daily')).toEqual(['Shop']);
  expect(found('tag:store')).toEqual(['Shop', 'Sign in']);
  expect(found('tag:shop')).toEqual([]);
  expect(found('tag:store tag:EU')).toEqual(['Shop']);
});

it('flows are sorted by their last job, their name, or how often they fail', () => {
  const runs = new Map([
    [shop.id, [run(5, 'completed'), run(4, 'failed')]],
    [login.id, [run(9, 'failed')]],
  ]);
  const order = (sort: Parameters<typeof sortFlows>[1]): string[] =>
    sortFlows(all, sort, runs).map(({ name }) => name);
  expect(order('changed')).toEqual(['Shop', 'Books', 'Sign in']);
  expect(order('run')).toEqual(['Sign in', 'Shop', 'Books']);
  expect(order('name')).toEqual(['Books', 'Shop', 'Sign in']);
  expect(order('failing')).toEqual(['Sign in', 'Shop', 'Books']);
});

it('only jobs that ended by themselves count for the share of success', () => {
  expect(successShare([run(1, 'processing'), run(2, 'cancelled')])).toBeNull();
  expect(successShare([run(1, 'completed'), run(2, 'completed_with_failed_rows'), run(3, 'failed')])).toBe(
    67,
  );
});

it('tags are words with spaces between, each once', () => {
  expect(readTags('  shop daily shop ')).toEqual(['shop', 'daily']);
  expect([readTags('a,b'), readTags('a:b'), readTags('x'.repeat(41))]).toEqual([null, null, null]);
});
