import { BOOKS, type Book } from '../books.ts';
import { type Html, html } from '../html.ts';
import type { SiteRequest } from '../request.ts';
import { page, type SiteResponse } from '../response.ts';
import { card } from './card.ts';

/** Longest search that is looked at; the rest is cut off. */
const MAX_SEARCH_LENGTH = 100;

/** `/search?q=salt`: every book whose title, author or ISBN holds the words, all on one page. */
export function searchPage(request: SiteRequest): SiteResponse {
  const search = (request.query.get('q') ?? '').trim().slice(0, MAX_SEARCH_LENGTH);
  const found = search === '' ? [] : BOOKS.filter((book) => holds(book, search));
  const content = html`<h1>Search results</h1>
<p role="status">${summary(search, found.length)}</p>
<div class="cards">${found.map(card)}</div>`;
  return page({ title: search === '' ? 'Search' : `Search for ${search}`, content, search });
}

function holds(book: Book, search: string): boolean {
  const words = search.toLowerCase();
  return [book.title, book.author, book.isbn].some((text) => text.toLowerCase().includes(words));
}

function summary(search: string, count: number): Html {
  if (search === '') return html`Type a title, an author or an ISBN above.`;
  if (count === 0) return html`No books found for “${search}”.`;
  return html`${count} ${count === 1 ? 'book' : 'books'} found for “${search}”.`;
}
