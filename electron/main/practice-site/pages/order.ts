import { createHash } from 'node:crypto';
import { BOOKS, type Book, findBook, formatPounds } from '../books.ts';
import { type Html, html } from '../html.ts';
import { type SiteRequest, wholeNumber } from '../request.ts';
import { page, type SiteResponse } from '../response.ts';

/** Copies of one title in one order, and characters of a note. */
const MAX_QUANTITY = 20;
const MAX_NOTE_LENGTH = 500;

/** What was ordered, checked. */
export interface Order {
  readonly book: Book;
  readonly quantity: number;
  readonly isGift: boolean;
  readonly note: string;
}

/** `/order`: the form; posted, it answers with a confirmation, or with the form again and what is wrong. */
export function orderPage(request: SiteRequest): SiteResponse {
  if (request.method === 'GET') return formPage(request.query.get('title') ?? '', null);
  const order = readOrder(request.form);
  if (typeof order === 'string') return formPage(request.form.get('title') ?? '', order);
  return confirmation(order);
}

/** `PT-` and six digits that follow from what was ordered: the same order gets the same number. */
export function orderNumber(order: Order): string {
  const inputs = JSON.stringify([order.book.slug, order.quantity, order.isGift, order.note]);
  const digest = createHash('sha256').update(inputs).digest();
  return `PT-${String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0')}`;
}

/** The order, or one sentence that says what is wrong with it. */
function readOrder(form: URLSearchParams): Order | string {
  const book = findBook(form.get('title') ?? '');
  if (book === undefined || book.stock === 0) return 'Choose a title that is in stock.';
  const quantity = wholeNumber(form.get('quantity'), { fallback: 0, min: 0, max: MAX_QUANTITY + 1 });
  if (quantity < 1 || quantity > MAX_QUANTITY) return `The quantity must be from 1 to ${MAX_QUANTITY}.`;
  const note = (form.get('note') ?? '').trim();
  if (note.length > MAX_NOTE_LENGTH) return `The note is longer than ${MAX_NOTE_LENGTH} characters.`;
  return { book, quantity, isGift: form.has('gift'), note };
}

function confirmation(order: Order): SiteResponse {
  const content = html`<section class="narrow">
<h1>Thank you for your order</h1>
<p role="status">Your order number is <strong data-testid="order-number">${orderNumber(order)}</strong>.</p>
<dl class="facts">
<div><dt>Title</dt><dd>${order.book.title}</dd></div>
<div><dt>Quantity</dt><dd>${order.quantity}</dd></div>
<div><dt>Gift wrap</dt><dd>${order.isGift ? 'Yes' : 'No'}</dd></div>
${order.note !== '' && html`<div><dt>Note</dt><dd>${order.note}</dd></div>`}
<div><dt>Total</dt><dd data-testid="total">${formatPounds(order.book.pence * order.quantity)}</dd></div>
</dl>
<p><a class="button" href="/order">Order another</a></p>
</section>`;
  return page({ title: 'Order placed', content });
}

function formPage(chosen: string, wrong: string | null): SiteResponse {
  const content = html`<section class="narrow">
<h1>Order a book</h1>
${wrong !== null && html`<p class="alert" role="alert">${wrong}</p>`}
<form class="form" method="post" action="/order">
<label for="title">Title</label>
<select id="title" name="title" required>
<option value="">Choose a title</option>
${BOOKS.filter((book) => book.stock > 0).map((book) => option(book, book.slug === chosen))}
</select>
<label for="quantity">Quantity</label>
<input id="quantity" name="quantity" type="number" min="1" max="${MAX_QUANTITY}" value="1" required>
<div class="check"><input id="gift" name="gift" type="checkbox" value="yes"><label for="gift">Gift wrap</label></div>
<label for="note">Note</label>
<textarea id="note" name="note" rows="3" maxlength="${MAX_NOTE_LENGTH}"></textarea>
<button type="submit">Place the order</button>
</form>
</section>`;
  return page({ title: 'Order a book', content }, wrong === null ? 200 : 422);
}

function option(book: Book, isChosen: boolean): Html {
  return html`<option value="${book.slug}"${isChosen && html` selected`}>${book.title}</option>\n`;
}
