import { type Book, formatPounds } from '../books.ts';
import { type Html, html } from '../html.ts';
import { page, type SiteResponse } from '../response.ts';
import { cover, stock } from './card.ts';

/** `/books/<slug>`: everything the shop knows of one book. */
export function detailPage(book: Book): SiteResponse {
  const content = html`<nav class="crumbs" aria-label="Breadcrumb">
<a href="/books">All books</a> <span aria-hidden="true">›</span>
<a href="/books?category=${book.category.toLowerCase()}">${book.category}</a>
</nav>
<div class="detail">
${cover(book)}
<div>
<h1>${book.title}</h1>
<p class="quiet">by ${book.author}</p>
<p class="detail-price"><data class="price" data-testid="price" value="${(book.pence / 100).toFixed(2)}">${formatPounds(book.pence)}</data> ${stock(book)}</p>
<p data-testid="description">${book.description}</p>
<dl class="facts">
${fact('ISBN', 'isbn', book.isbn)}
${fact('Category', 'category', book.category)}
${fact('Rating', 'rating', book.rating.toFixed(1))}
</dl>
${book.stock > 0 && html`<p><a class="button" href="/order?title=${book.slug}">Order this book</a></p>`}
</div>
</div>`;
  return page({ title: book.title, content });
}

function fact(name: string, testId: string, value: string): Html {
  return html`<div><dt>${name}</dt><dd data-testid="${testId}">${value}</dd></div>\n`;
}
