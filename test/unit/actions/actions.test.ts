import { describe, expect, test } from 'vitest';
import { runAction } from '../../../electron/worker/run-action.ts';
import type { StepOutcome } from '../../../shared/actions/run.ts';
import { ActionStep } from '../../../shared/flow/step.ts';
import { FakePage, fakeContext, type Told } from '../../support/fake-page.ts';

/** Runs one step on a fake page. */
async function run(
  step: unknown,
  page = new FakePage(),
): Promise<{ done: string[]; told: Told; outcome: StepOutcome }> {
  const { context, told } = fakeContext(page);
  const outcome = await runAction(ActionStep.parse(step), context);
  return { done: page.done, told, outcome };
}

const target = [{ css: '#x' }];

describe('plain actions', () => {
  test.each([
    [{ action: 'goto', url: 'http://a.test' }, 'goto http://a.test load'],
    [{ action: 'goto', url: 'http://a.test', waitUntil: 'networkidle' }, 'goto http://a.test networkidle'],
    [{ action: 'click', target }, 'click left 1 css #x'],
    [{ action: 'click', target, button: 'right', count: 2 }, 'click right 2 css #x'],
    [{ action: 'fill', target, value: 'a' }, 'fill css #x = a'],
    [{ action: 'press', key: 'Enter' }, 'press Enter'],
    [{ action: 'press', key: 'Tab', target }, 'press Tab css #x'],
    [{ action: 'select', target, index: 0 }, 'select css #x = {"index":0}'],
    [{ action: 'check', target }, 'setChecked css #x = true'],
    [{ action: 'check', target, checked: false }, 'setChecked css #x = false'],
    [{ action: 'hover', target }, 'hover css #x'],
    [{ action: 'waitFor', target }, 'waitFor visible css #x'],
    [{ action: 'waitFor', target, state: 'detached' }, 'waitFor detached css #x'],
    [{ action: 'waitFor', url: '/done' }, 'waitForUrl /done'],
    [{ action: 'waitFor', text: 'Done' }, 'waitForText Done'],
  ])('%j does “%s”', async (step, done) => {
    expect((await run(step)).done).toEqual([done]);
  });

  test('a step tells which candidate found its element', async () => {
    const page = new FakePage();
    page.candidate = 2;
    expect((await run({ action: 'click', target }, page)).outcome).toEqual({ candidate: 2 });
  });

  test('waiting for a time touches nothing', async () => {
    expect(await run({ action: 'waitFor', time: 5000 })).toMatchObject({ done: [], outcome: null });
  });
});

describe('assert', () => {
  test('waits until the text is as expected', async () => {
    const page = new FakePage();
    page.values = { 'css #x': ['Loading…', 'Loading…', 'Order\n  number 7'] };
    await run({ action: 'assert', target, text: 'order number 7'.replace('order', 'Order') }, page);
    expect(page.done.length).toBe(3);
  });

  test('takes a regular expression between slashes', async () => {
    const page = new FakePage();
    page.address = 'http://shop.test/order/77';
    await run({ action: 'assert', url: '/ORDER\\/\\d+$/i' }, page);
    await expect(run({ action: 'assert', url: '/order\\/x/' }, page)).rejects.toThrow('Expected the address');
  });

  test('says what was expected and what was there, and is not tried again by itself', async () => {
    const page = new FakePage();
    page.values = { 'css #x': ' Sorry ' };
    await expect(run({ action: 'assert', target, text: 'Thanks' }, page)).rejects.toMatchObject({
      category: 'UnknownError',
      message: 'Expected the text of css #x to have “Thanks”, but it is “Sorry”.',
      soft: false,
    });
  });

  test('soft is told with the failure', async () => {
    await expect(run({ action: 'assert', title: 'Bank', soft: true })).rejects.toMatchObject({
      message: 'Expected the title to have “Bank”, but it is “Shop”.',
      soft: true,
    });
  });

  test('looks whether an element is visible, or is not', async () => {
    const page = new FakePage();
    page.visible.add('css #x');
    await run({ action: 'assert', target }, page);
    await expect(run({ action: 'assert', target, visible: false }, page)).rejects.toThrow(
      'expected to be gone',
    );
    await run({ action: 'assert', target: [{ css: '#y' }], visible: false }, page);
    await expect(run({ action: 'assert', target: [{ css: '#y' }] }, page)).rejects.toThrow(
      'expected to be visible',
    );
  });
});

describe('extract', () => {
  test('gives the value its name', async () => {
    const page = new FakePage();
    page.values = { 'css #x': ' £18.40 ' };
    expect(
      (await run({ action: 'extract', target, as: 'price', transform: 'number' }, page)).told.results,
    ).toEqual({
      price: 18.4,
    });
    expect((await run({ action: 'extract', target, as: 'text' }, page)).told.results).toEqual({
      text: '£18.40',
    });
  });

  test('fails when there is no value, or not the wanted kind', async () => {
    const page = new FakePage();
    page.values = { 'css #x': 'none' };
    await expect(run({ action: 'extract', target, as: 'n', transform: 'number' }, page)).rejects.toThrow(
      '“none” cannot be read as a number.',
    );
    await expect(
      run({ action: 'extract', target: [{ css: '#y' }], as: 'n', from: 'attribute', attribute: 'rel' }, page),
    ).rejects.toThrow('css #y was found, but it has no attribute “rel”.');
  });
});

describe('extractList', () => {
  const step = {
    action: 'extractList',
    items: [{ css: 'li' }],
    fields: { id: {}, price: { target: [{ css: 'i' }], transform: 'number' } },
    dataset: 'goods',
    next: [{ text: 'Next' }],
  };

  function shop(): FakePage {
    const page = new FakePage();
    page.pages = [
      [
        ['a', '£1'],
        ['b', null],
      ],
      [
        ['b', '£2,5'],
        ['c', 'sold out'],
      ],
      [['c', '3']],
    ];
    return page;
  }

  test('reads page after page until there is no next one', async () => {
    const { told } = await run(step, shop());
    expect(told.rows.map(({ data }) => data)).toEqual([
      { id: 'a', price: 1 },
      { id: 'b', price: null },
      { id: 'b', price: 2.5 },
      { id: 'c', price: null },
      { id: 'c', price: 3 },
    ]);
    expect(told.rows.every(({ dataset }) => dataset === 'goods')).toBe(true);
    expect(told.lines.at(-1)).toBe('INFO The list ends after page 3: there is no link to a next page.');
  });

  test('leaves out rows that it has seen, and stops at a page that brings none', async () => {
    const page = shop();
    page.pages.push([['z', '9']]);
    const { told } = await run({ ...step, unique: 'id' }, page);
    expect(told.rows.map(({ data }) => data)).toEqual([
      { id: 'a', price: 1 },
      { id: 'b', price: null },
      { id: 'c', price: null },
    ]);
    expect(told.lines.at(-1)).toBe('INFO The list ends after page 3: it brought nothing new.');
  });

  test('stops at maxPages and says so', async () => {
    const { told, done } = await run({ ...step, maxPages: 2 }, shop());
    expect(told.rows.length).toBe(4);
    expect(told.lines.at(-1)).toBe('WARN Stopped after 2 pages, as the step says (maxPages).');
    expect(done.filter((verb) => verb.startsWith('nextPage')).length).toBe(1);
  });

  test('rows of a page are sent before the next page is asked for', async () => {
    const page = shop();
    const { context, told } = fakeContext(page);
    const rowsAtNext: number[] = [];
    page.before = (verb) => {
      if (verb.startsWith('nextPage')) rowsAtNext.push(told.rows.length);
    };
    await runAction(ActionStep.parse(step), context);
    expect(rowsAtNext).toEqual([2, 4, 5]);
  });
});

test('a picture and a download are kept under their names', async () => {
  expect((await run({ action: 'screenshot' })).told.artifacts).toEqual([
    { kind: 'screenshot', name: 'screenshot.png' },
  ]);
  expect((await run({ action: 'screenshot', name: 'end', fullPage: true })).done).toEqual([
    'screenshot full',
  ]);
  expect((await run({ action: 'download', target })).told.artifacts).toEqual([
    { kind: 'download', name: 'report.csv' },
  ]);
  expect((await run({ action: 'download', target, name: 'june.csv' })).told.artifacts).toEqual([
    { kind: 'download', name: 'june.csv' },
  ]);
});
