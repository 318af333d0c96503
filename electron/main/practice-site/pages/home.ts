import { BOOKS } from '../books.ts';
import { html } from '../html.ts';
import { page, type SiteResponse } from '../response.ts';
import { card } from './card.ts';

/** The pages that each show one thing a flow has to cope with. */
const PRACTICE_PAGES: ReadonlyArray<readonly [address: string, name: string, what: string]> = [
  ['/books', 'All books', '64 books over 4 pages, with a Next link'],
  ['/login', 'Log in', 'a form, and a session that the account page needs'],
  ['/order', 'Order form', 'select, number, check box, note; gives an order number'],
  ['/table', 'Stock table', 'a real table with 20 rows'],
  ['/download', 'Price list', 'a file to download'],
  ['/frame', 'Frame', 'a form inside an iframe'],
  ['/dialog', 'Dialog', 'a button that asks before it acts'],
  ['/late', 'Late text', 'words that come after the page'],
  ['/slow', 'Slow page', 'answers after two seconds'],
  ['/flaky?key=home', 'Flaky page', 'fails twice, then works'],
  ['/auth', 'Locked page', 'answers 401 unless the browser signs in'],
  ['/missing', 'Missing page', 'answers 404'],
];

/** Two full rows in a wide window. */
const ON_THE_TABLE = 10;

/** `/`: what this shop is for, some books, and the way to every practice page. */
export function homePage(): SiteResponse {
  const content = html`<section class="hero">
<h1>A small shop for practice</h1>
<p>Read it, search it, order from it, break it. It is the same each time it opens.</p>
<p><a class="button" href="/books">See all ${BOOKS.length} books</a></p>
</section>
<section aria-labelledby="table">
<h2 id="table" class="section-title">On the front table</h2>
<div class="cards">${BOOKS.slice(0, ON_THE_TABLE).map(card)}</div>
</section>
<section aria-labelledby="practice">
<h2 id="practice" class="section-title">Practice pages</h2>
<ul class="links">
${PRACTICE_PAGES.map(([address, name, what]) => html`<li><a href="${address}">${name}</a><span>${what}</span></li>\n`)}
</ul>
</section>`;
  return page({ title: 'Home', content });
}
