import { describe, expect, it } from 'vitest';
import { cssForms, plainName } from '../../../electron/worker/browser/pick/css-forms.ts';
import { fieldIdeas } from '../../../electron/worker/browser/pick/list-fields.ts';
import { listPatterns } from '../../../electron/worker/browser/pick/list-patterns.ts';
import { markOf } from '../../../electron/worker/browser/pick/marks.ts';
import type { Leaf, PathPart } from '../../../electron/worker/browser/pick/page-facts.ts';
import { isStableId, stableClasses } from '../../../electron/worker/browser/pick/stable-names.ts';
import { bySteadiness, steadinessOf } from '../../../electron/worker/browser/pick/steadiness.ts';
import { Candidate } from '../../../shared/flow/target.ts';
import { Mark } from '../../../shared/live/live-view.ts';

function part(tag: string, more: Partial<PathPart> = {}): PathPart {
  return { tag, id: '', classes: [], testId: '', nth: 1, isOneOfMany: false, ...more };
}

describe('names that last', () => {
  it.each(['search', 'main-nav', 'bookList', 'order_form'])('“%s” is an id that stays', (id) => {
    expect(isStableId(id)).toBe(true);
  });

  it.each(['ember1234', ':r5:', 'radix-1', 'a8f2b19c', '1st', 'x y', ''])('“%s” is none', (id) => {
    expect(isStableId(id)).toBe(false);
  });

  it('classes of looks, of moments and of builds are left out', () => {
    const classes = [
      'card',
      'css-1x2y3z',
      'mt-4',
      'is-open',
      'active',
      'Card_title__3xYz1',
      'md:flex',
      'price',
    ];
    expect(stableClasses(classes)).toEqual(['card', 'price']);
  });
});

describe('css and xpath', () => {
  it('begin with what has a name, and end with places', () => {
    const parts = [
      part('a', { classes: ['buy'] }),
      part('div', { nth: 2, isOneOfMany: true }),
      part('main', { id: 'shop' }),
      part('body'),
      part('html'),
    ];
    expect(cssForms({ parts, isInShadow: false, isCut: false })).toEqual([
      { css: 'a.buy' },
      { css: '#shop a.buy' },
      { css: '#shop > div:nth-of-type(2) > a' },
      { xpath: '//*[@id="shop"]/div[2]/a' },
    ]);
    expect(plainName(parts[0])).toBe('a.buy');
  });

  it('there is no XPath into a shadow root, nor from a way that is not known to its end', () => {
    const parts = [part('p')];
    for (const facts of [
      { isInShadow: true, isCut: false },
      { isInShadow: false, isCut: true },
    ]) {
      expect(cssForms({ parts, ...facts }).some(({ xpath }) => xpath !== undefined)).toBe(false);
    }
  });

  it('are candidates of the flow file', () => {
    const parts = [part('font-face', { nth: 3, isOneOfMany: true }), part('svg'), part('body'), part('html')];
    for (const form of cssForms({ parts, isInShadow: false, isCut: false })) {
      expect(Candidate.safeParse(form).success).toBe(true);
    }
  });
});

describe('how long a candidate lasts', () => {
  it.each([
    [{ role: 'button', name: 'Buy' }, 'steady'],
    [{ role: 'link', name: '9 books' }, 'changes'],
    [{ testId: 'row-17' }, 'steady'],
    [{ text: 'Glass Harbour' }, 'changes'],
    [{ css: '.card' }, 'steady'],
    [{ css: 'main > a:nth-of-type(2)' }, 'brittle'],
    [{ xpath: '//main/article[1]' }, 'brittle'],
    [{ role: 'article', nth: 0 }, 'brittle'],
  ] as const)('%o is %s', (candidate, steadiness) => {
    expect(steadinessOf(candidate)).toBe(steadiness);
  });

  it('what lasts longest stands first, else they stay in order', () => {
    const all = [
      { name: 'x', steadiness: 'brittle' },
      { name: 'a', steadiness: 'steady' },
      { name: 'b', steadiness: 'steady' },
    ] as const;
    expect(bySteadiness(all).map(({ name }) => name)).toEqual(['a', 'b', 'x']);
  });
});

describe('a list', () => {
  it('is found by the test id and the class that both have, and by its place', () => {
    const pair = { levels: [{ tag: 'li', classes: ['item', 'odd'], testId: 'row', role: '' }] };
    const around = { parts: [part('ul', { classes: ['results'] })], isInShadow: false, isCut: false };
    expect(listPatterns(pair, around).map(({ css }) => css)).toEqual([
      '[data-testid="row"]',
      'li.item',
      'ul.results > li.item',
    ]);
  });

  const leaf = (text: string, parts: Leaf['parts'], kind: Leaf['kind'] = 'text'): Leaf => ({
    kind,
    parts,
    itemprop: '',
    text,
  });
  const at = (tag: string, nth = 1, classes: string[] = []) => ({ tag, nth, classes, testId: '' });

  it('has fields with names and kinds by what stands in its items', () => {
    const items = ['£9.75', '£12.00'].map((price) => [
      leaf('Book', [at('h3')]),
      leaf(price, [at('span', 1, ['price'])]),
      leaf('2025-01-02', [at('em')]),
      leaf('', [at('a')], 'link'),
    ]);
    expect(fieldIdeas(items)).toEqual([
      { name: 'title', target: [{ css: 'h3' }], from: 'text' },
      { name: 'price', target: [{ css: 'span.price' }], from: 'text', transform: 'number' },
      { name: 'date', target: [{ css: 'em' }], from: 'text', transform: 'date' },
      { name: 'link', target: [{ css: 'a' }], from: 'attribute', attribute: 'href', transform: 'link' },
    ]);
  });

  it('names elements that look the same by their place, and each field has a name of its own', () => {
    const items = [[leaf('Ann', [at('td', 1)]), leaf('Oslo', [at('td', 2)])]];
    const ideas = fieldIdeas(items);
    expect(ideas.map(({ name }) => name)).toEqual(['text', 'text2']);
    expect(ideas.map(({ target }) => target)).toEqual([
      [{ css: ':scope > td:nth-of-type(1)' }],
      [{ css: ':scope > td:nth-of-type(2)' }],
    ]);
  });

  it('reads the item itself when its text stands in it', () => {
    expect(fieldIdeas([[leaf('One', [])]])).toEqual([
      { name: 'text', target: [{ xpath: '.' }], from: 'text' },
    ]);
  });
});

describe('a frame around an element', () => {
  it('is a share of the page, whatever the page says', () => {
    const size = { width: 1000, height: 500 };
    expect(markOf({ x: 100, y: 50, width: 200, height: 100 }, size)).toEqual({
      x: 0.1,
      y: 0.1,
      width: 0.2,
      height: 0.2,
    });
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1e300, 1e300]) {
      const mark = markOf({ x: value, y: value, width: value, height: value }, size);
      expect(Mark.safeParse(mark).success).toBe(true);
    }
  });
});
