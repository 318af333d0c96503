import { expect, test } from 'vitest';
import { candidatesFor } from '../../../electron/worker/browser/failure/candidates.ts';
import type { SeenElement } from '../../../electron/worker/browser/failure/gather.ts';
import { withoutCredentials } from '../../../electron/worker/browser/failure/recently.ts';
import { likeness, similarity, wishOf } from '../../../electron/worker/browser/failure/similar.ts';

function seen(change: Partial<SeenElement>): SeenElement {
  return {
    at: 0,
    around: -1,
    tag: 'button',
    role: 'button',
    name: '',
    text: '',
    label: '',
    placeholder: '',
    title: '',
    alt: '',
    testId: '',
    id: '',
    classes: '',
    field: '',
    visible: true,
    ...change,
  };
}

test('texts are alike in spite of case, blanks and order of words, and unlike when they only share letters', () => {
  expect(similarity('Add to  cart', 'add to cart')).toBe(1);
  expect(similarity('Place order', 'Place your order')).toBeGreaterThan(0.7);
  expect(similarity('order place', 'place order')).toBeGreaterThan(0.7);
  expect(similarity('Buy', 'Cancel')).toBeLessThan(0.3);
  expect(similarity('', '')).toBe(0);
});

test('a target wants what all its candidates say', () => {
  const target = [
    { role: 'button' as const, name: 'Buy' },
    { css: 'form button.buy-now[data-testid="buy"]' },
    { xpath: "//button[text()='Buy it']" },
  ];
  expect(wishOf(target)).toEqual({
    roles: ['button', 'button'],
    words: ['Buy', 'Buy it'],
    idents: ['buy-now', 'buy'],
  });
});

test('an element that the action cannot work on is never like the wanted one', () => {
  const wish = wishOf([{ label: 'Name' }]);
  const one = (): number => 1;
  expect(likeness(wish, seen({ name: 'Name' }), 'fill', one)).toBeNull();
  const field = seen({ role: 'textbox', tag: 'input', label: 'Name', name: 'Name' });
  expect(likeness(wish, field, 'fill', one)?.score).toBeGreaterThan(0.8);
});

test('one that is seen comes before one that is not', () => {
  const wish = wishOf([{ role: 'button', name: 'Buy now' }]);
  const score = (visible: boolean): number =>
    likeness(wish, seen({ name: 'Buy now', visible }), 'click', () => 2)?.score ?? 0;
  expect(score(true)).toBeGreaterThan(score(false));
});

test('candidates begin with what a person reads, and leave out what code made up', () => {
  const element = seen({ name: 'Buy', testId: 'buy', id: 'b-18273645' });
  expect(candidatesFor(element)).toEqual([
    { role: 'button', name: 'Buy' },
    { role: 'button', name: 'Buy', exact: true },
    { testId: 'buy' },
  ]);
  expect(candidatesFor(seen({ name: '{{secret.x}}' }))).toEqual([]);
});

test('addresses lose user name and password, and the content of data addresses', () => {
  expect(withoutCredentials('https://ada:pw@shop.test/x?y=1')).toBe('https://shop.test/x?y=1');
  expect(withoutCredentials(`data:text/plain,${'x'.repeat(500)}`).length).toBeLessThan(70);
  expect(withoutCredentials('about:blank')).toBe('about:blank');
});

test('hyphens inside of words do not hide how like two names are', () => {
  expect(similarity('Email', 'E-mail')).toBeGreaterThan(0.95);
  expect(similarity('Email', 'E-mail')).toBeLessThan(1);
  expect(similarity('Email', 'E-mail address for the bill and for our newsletter')).toBeGreaterThan(0.55);
  expect(similarity('Sign in', 'Sign\u2011in')).toBeGreaterThan(0.6);
  expect(similarity('E-mail', 'E-mail')).toBe(1);
  expect(similarity('A - b', 'ab')).toBeLessThan(0.6);
});
