import { expect, test } from 'vitest';
import { createSitesStore } from '../../../../renderer/features/sites/store.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { SiteRule } from '../../../../shared/job/demands.ts';
import { AnsweringBridge } from '../job/answering-bridge.ts';

const shop: SiteRule = { site: 'shop.example.com', maxRunning: 2, delayMs: 0 };
const books: SiteRule = { site: 'books.example.com', maxRunning: null, delayMs: 1000 };

function open(answers: ConstructorParameters<typeof AnsweringBridge>[0] = {}) {
  const removed: { rule: SiteRule; undo: () => void }[] = [];
  const bridge = new AnsweringBridge({
    'sites.list': () => ({ rules: [shop, books] }),
    'sites.set': () => ({ done: true }),
    'sites.remove': () => ({ done: true }),
    ...answers,
  });
  const sites = createSitesStore({
    client: bridge.client,
    announce: () => undefined,
    onRemoved: (rule, undo) => removed.push({ rule, undo }),
  });
  return { bridge, sites, removed, state: () => sites.store.getState() };
}

test('the rules stand by site', async () => {
  const { sites, state } = open();
  await sites.load();
  expect(state().rules).toEqual([books, shop]);
});

test('a new rule is saved as it was typed, and the form closes', async () => {
  const { bridge, sites, state } = open({ 'sites.list': () => ({ rules: [] }) });
  await sites.load();
  sites.open(null);
  sites.edit({ site: 'Shop.example.com', most: '3' });
  sites.edit({ delay: '2' });
  await sites.save();
  const rule = { site: 'shop.example.com', maxRunning: 3, delayMs: 2000 };
  expect(bridge.calls.at(-1)).toEqual({ name: 'sites.set', input: rule });
  expect(state()).toMatchObject({ rules: [rule], form: null });
});

test('a wrong form stays open with its faults, asks main nothing, and the next change takes them away', async () => {
  const { bridge, sites, state } = open();
  await sites.load();
  sites.open(null);
  sites.edit({ site: 'https://shop.example.com/x', most: '0' });
  await sites.save();
  expect(Object.keys(state().form?.faults ?? {})).toEqual(['site', 'most']);
  expect(bridge.count('sites.set')).toBe(0);
  sites.edit({ most: '1' });
  expect(state().form?.faults).toEqual({});
});

test('a new rule does not replace the one that its site has; changing that one does', async () => {
  const { bridge, sites, state } = open();
  await sites.load();
  sites.open(null);
  sites.edit({ site: 'SHOP.example.com', most: '9' });
  await sites.save();
  expect(state().form?.faults.site?.message).toMatch(/already/);
  expect(bridge.count('sites.set')).toBe(0);
  sites.open(shop);
  sites.edit({ most: '9' });
  await sites.save();
  expect(state().rules).toEqual([books, { ...shop, maxRunning: 9 }]);
});

test('a removed rule can be brought back', async () => {
  const { sites, removed, state, bridge } = open();
  await sites.load();
  sites.open(shop);
  await sites.remove(shop);
  expect(state()).toMatchObject({ rules: [books], form: null });
  removed[0]?.undo();
  await bridge.settle();
  expect(state().rules).toEqual([books, shop]);
  expect(bridge.calls.at(-1)).toEqual({ name: 'sites.set', input: shop });
});

test('removing a rule leaves the open form of another one alone', async () => {
  const { sites, state } = open();
  await sites.load();
  sites.open(books);
  await sites.remove(shop);
  expect(state().form?.of).toBe(books.site);
});

test('what main refuses is said on the page, and nothing is lost', async () => {
  const refuse = () => {
    throw new AppError('unavailable', 'The disk is full.');
  };
  const { sites, removed, state } = open({ 'sites.set': refuse, 'sites.remove': refuse });
  await sites.load();
  sites.open(shop);
  await sites.save();
  expect(state()).toMatchObject({ form: { of: shop.site }, fault: { detail: 'The disk is full.' } });
  sites.dismissFault();
  await sites.remove(shop);
  expect(state()).toMatchObject({
    rules: [books, shop],
    fault: { title: 'The rule for shop.example.com could not be removed' },
  });
  expect(removed).toEqual([]);
});

test('rules that cannot be read say so in their place', async () => {
  const { sites, state } = open({
    'sites.list': () => {
      throw new AppError('unavailable', 'Main is busy.');
    },
  });
  await sites.load();
  expect(state()).toMatchObject({ rules: null, listError: { message: 'Main is busy.' } });
});
