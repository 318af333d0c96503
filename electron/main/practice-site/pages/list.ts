import { BOOKS, type Book, CATEGORIES, type Category } from '../books.ts';
import { type Html, html } from '../html.ts';
import type { SiteRequest } from '../request.ts';
import { page, type SiteResponse } from '../response.ts';
import { card } from './card.ts';
import { missingPage } from './missing.ts';

/** Books on one page of the list. */
export const PAGE_SIZE = 16;

/** `/books?page=1..4&category=travel`: cards, with links to the previous and the next page. */
export function listPage(request: SiteRequest): SiteResponse {
  const wanted = request.query.get('category');
  const category = CATEGORIES.find((name) => name.toLowerCase() === wanted);
  if (wanted !== null && category === undefined) return missingPage(request);

  const books = category === undefined ? BOOKS : BOOKS.filter((book) => book.category === category);
  const last = Math.ceil(books.length / PAGE_SIZE);
  const number = pageNumber(request.query.get('page'), last);
  if (number === null) return missingPage(request);

  const heading = category ?? 'All books';
  const content = html`<div class="with-side">
${side(category)}
<div>
<h1>${heading}</h1>
<p class="quiet">${books.length} books · page ${number} of ${last}</p>
<div class="cards">${onPage(books, number).map(card)}</div>
${pager(number, last, category)}
</div>
</div>`;
  return page({ title: `${heading}, page ${number} of ${last}`, content });
}

/** 1 when none is given; null when there is no such page. */
function pageNumber(text: string | null, last: number): number | null {
  if (text === null) return 1;
  const number = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= last ? number : null;
}

function onPage(books: readonly Book[], number: number): readonly Book[] {
  return books.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE);
}

function side(current: Category | undefined): Html {
  const here = (isHere: boolean): Html | false => isHere && html` aria-current="page"`;
  return html`<nav class="side" aria-label="Categories">
<a href="/books"${here(current === undefined)}>All books</a>
${CATEGORIES.map((name) => html`<a href="/books?category=${name.toLowerCase()}"${here(name === current)}>${name}</a>\n`)}
</nav>`;
}

/** The first page has no "Previous", the last one no "Next": that is how a flow sees the end. */
function pager(number: number, last: number, category: Category | undefined): Html {
  const address = (to: number): string =>
    `/books?${category === undefined ? '' : `category=${category.toLowerCase()}&`}page=${to}`;
  const numbers = Array.from({ length: last }, (_, i) => i + 1);
  return html`<nav class="pager" aria-label="Pages">
${number > 1 && html`<a class="pager-step" rel="prev" href="${address(number - 1)}">Previous</a>`}
${numbers.map((n) => html`<a href="${address(n)}"${n === number && html` aria-current="page"`}>${n}</a>\n`)}
${number < last && html`<a class="pager-step" rel="next" href="${address(number + 1)}">Next</a>`}
</nav>`;
}
