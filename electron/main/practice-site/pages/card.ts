import { BOOKS, type Book, formatPounds } from '../books.ts';
import { type Html, html } from '../html.ts';

const COVER_COLOURS = 8;

/** One book in a list: an article whose heading holds the link to its page. */
export function card(book: Book): Html {
  return html`<article class="card">
${cover(book)}
<h2 class="card-title"><a href="/books/${book.slug}">${book.title}</a></h2>
<p class="card-author">${book.author}</p>
<p class="card-facts">
<data class="price" data-testid="price" value="${(book.pence / 100).toFixed(2)}">${formatPounds(book.pence)}</data>
${stock(book)}
</p>
<p class="card-rating"><span aria-hidden="true">★</span> <data class="rating" data-testid="rating" value="${book.rating}">${book.rating.toFixed(1)}</data></p>
</article>
`;
}

/** How many copies there are: the number in `value`, the words for a reader. */
export function stock(book: Book): Html {
  const words = book.stock === 0 ? 'Sold out' : `${book.stock} in stock`;
  const look = book.stock === 0 ? 'stock stock-none' : 'stock';
  return html`<data class="${look}" data-testid="stock" value="${book.stock}">${words}</data>`;
}

/** A drawn cover; hidden from assistive technology, which reads the heading instead. */
export function cover(book: Book): Html {
  const colour = BOOKS.indexOf(book) % COVER_COLOURS;
  return html`<div class="cover cover-${colour}" aria-hidden="true"><span>${book.title}</span></div>`;
}
