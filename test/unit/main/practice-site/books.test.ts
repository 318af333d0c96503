import { describe, expect, it } from 'vitest';
import {
  BOOKS,
  CATEGORIES,
  findBook,
  formatPounds,
  isbnCheckDigit,
  slugOf,
} from '../../../../electron/main/practice-site/books.ts';

describe('the books of the practice shop', () => {
  it('are sixty-four, each under its own slug, title and ISBN', () => {
    expect(BOOKS).toHaveLength(64);
    for (const key of ['slug', 'title', 'isbn'] as const) {
      expect(new Set(BOOKS.map((book) => book[key])).size).toBe(64);
    }
  });

  it('have plausible facts', () => {
    const odd = BOOKS.filter(
      ({ pence, stock, rating }) =>
        !Number.isInteger(pence) ||
        pence < 500 ||
        !Number.isInteger(stock) ||
        stock < 0 ||
        !(rating > 3 && rating < 5),
    );
    expect(odd).toEqual([]);
    expect(new Set(BOOKS.map((book) => book.category))).toEqual(new Set(CATEGORIES));
    expect(BOOKS.filter((book) => book.stock === 0).map((book) => book.title)).toContain('The Ninth Bell');
  });

  it('carry thirteen digits with a right check digit', () => {
    const wrong = BOOKS.filter(
      ({ isbn }) => !/^9795\d{9}$/.test(isbn) || isbnCheckDigit(isbn.slice(0, 12)) !== Number(isbn[12]),
    );
    expect(wrong).toEqual([]);
  });

  it('hold no title that a link named "Next" or a heading "All books" could be taken for', () => {
    expect(BOOKS.filter((book) => /next|previous|all books|search/i.test(book.title))).toEqual([]);
  });

  it('are found by slug, and nothing is found by another word', () => {
    expect(findBook('cafe-meridian')?.title).toBe('Café Meridian');
    expect(findBook('hello-said-the-heron')?.title).toBe('"Hello," Said the Heron');
    expect(findBook('no-such-book')).toBeUndefined();
  });
});

describe('the small helpers', () => {
  it('compute the check digit of known ISBNs', () => {
    expect(isbnCheckDigit('978030640615')).toBe(7);
    expect(isbnCheckDigit('978316148410')).toBe(0);
  });

  it('write pounds with two decimals and commas', () => {
    expect([5, 975, 1840, 124595, 100000000].map(formatPounds)).toEqual([
      '£0.05',
      '£9.75',
      '£18.40',
      '£1,245.95',
      '£1,000,000.00',
    ]);
  });

  it('make slugs without accents and marks', () => {
    expect(slugOf("The Clockmaker's Orchard")).toBe('the-clockmakers-orchard');
    expect(slugOf('Who Asked the Owl?')).toBe('who-asked-the-owl');
  });
});
