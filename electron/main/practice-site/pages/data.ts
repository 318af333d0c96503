import { BOOKS } from '../books.ts';
import type { SiteResponse } from '../response.ts';

/** `/data/books.json`: the whole shop as data, to compare with what a flow read; `path` is the book's address. */
export function booksData(): SiteResponse {
  const books = BOOKS.map(({ pence, ...book }) => ({
    ...book,
    price: pence / 100,
    path: `/books/${book.slug}`,
  }));
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ books }),
  };
}
