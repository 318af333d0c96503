import { stringify } from 'csv-stringify/sync';
import { BOOKS } from '../books.ts';
import { html } from '../html.ts';
import { file, page, type SiteResponse } from '../response.ts';

/** `/download`: a page with the link to the price list. */
export function downloadPage(): SiteResponse {
  const content = html`<section class="narrow">
<h1>Price list</h1>
<p>All ${BOOKS.length} titles with price and stock, as a CSV file.</p>
<p><a class="button" href="/download/price-list.csv">Download the price list</a></p>
</section>`;
  return page({ title: 'Price list', content });
}

/** `/download/price-list.csv`: sent as a file to keep, one line a book after the header. */
export function priceList(): SiteResponse {
  const lines = BOOKS.map((book) => [
    book.isbn,
    book.title,
    book.author,
    (book.pence / 100).toFixed(2),
    book.stock,
  ]);
  const csv = stringify([['isbn', 'title', 'author', 'price', 'stock'], ...lines]);
  return file('text/csv', csv, { 'content-disposition': 'attachment; filename="price-list.csv"' });
}
