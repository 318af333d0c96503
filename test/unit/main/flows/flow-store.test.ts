import { afterEach, beforeEach, expect, it } from 'vitest';
import { FlowStore } from '../../../../electron/main/flows/flow-store.ts';
import { FlowId } from '../../../../shared/ids.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { type TempDb, tempDb } from '../../../support/temp-db.ts';

let temp: TempDb;
let clock: FakeClock;
let store: FlowStore;
beforeEach(() => {
  temp = tempDb();
  clock = new FakeClock(1000);
  store = new FlowStore(temp.db, clock);
});
afterEach(() => temp.dispose());

const books = {
  name: 'Books',
  description: 'All of them',
  inputs: { topic: { type: 'text' as const, required: true } },
  browser: { headless: false },
  steps: [{ action: 'goto' }, { action: 'extract' }],
};

it('tells what a list needs to know of a flow', () => {
  const { summary } = store.save(books, { isExample: true });
  expect(summary).toEqual({
    id: summary.id,
    name: 'Books',
    description: 'All of them',
    version: 1,
    stepCount: 2,
    inputs: { topic: { type: 'text', required: true } },
    headless: false,
    isExample: true,
    paused: false,
    maxRunning: null,
    tags: [],
    createdAt: 1000,
    updatedAt: 1000,
  });
  expect(store.list()).toEqual([summary]);
});

it('uses the same version for the same content, and the next one for other content', () => {
  const first = store.save(books);
  clock.advance(500);
  expect(store.save(books)).toEqual(first);
  const changed = store.save({ ...books, steps: [] });
  expect(changed.summary).toMatchObject({ id: first.summary.id, version: 2, updatedAt: 1500 });
  expect(changed.versionId).not.toBe(first.versionId);
  expect(store.latestVersion(first.summary.id)).toBe(changed.versionId);
});

it('makes an older content the newest again when it is saved again', () => {
  store.save(books);
  store.save({ ...books, steps: [] });
  expect(store.save(books).summary).toMatchObject({ version: 3, stepCount: 2 });
});

it('gives the text of a flow back as a file that holds the same', () => {
  const { summary, versionId } = store.save(books);
  const saved = store.get(summary.id);
  expect(saved.versionId).toBe(versionId);
  expect(JSON.parse(saved.text)).toEqual(books);
  expect(saved.text).toMatch(/^\{\n {2}"name": "Books",\n/);
});

it('lists flows by name, whatever the case', () => {
  for (const name of ['beta', 'Alpha', 'gamma']) store.save({ name, steps: [] });
  expect(store.list().map(({ name }) => name)).toEqual(['Alpha', 'beta', 'gamma']);
});

it('says that a flow is not there', () => {
  const unknown = FlowId.parse(99);
  expect(() => store.get(unknown)).toThrow('There is no flow with the number 99.');
  expect(() => store.latestVersion(unknown)).toThrow('There is no flow');
});
