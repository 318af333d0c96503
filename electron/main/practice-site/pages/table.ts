import { BOOKS, type Book } from '../books.ts';
import { html } from '../html.ts';
import { page, type SiteResponse } from '../response.ts';

const WAREHOUSES = ['Aldermoor', 'Brackwater', 'Coldharbour', 'Dunfell'] as const;
const TITLES_A_WAREHOUSE = 5;

/** One line of the stock table. */
export interface StockLine {
  readonly warehouse: string;
  readonly title: string;
  readonly onHand: number;
  readonly reserved: number;
}

/** Twenty lines: five titles in each of four warehouses. */
export const STOCK_LINES: readonly StockLine[] = WAREHOUSES.flatMap((warehouse, w) =>
  BOOKS.slice(w * TITLES_A_WAREHOUSE, (w + 1) * TITLES_A_WAREHOUSE).map((book, i) =>
    line(warehouse, book, i),
  ),
);

/** `/table`: a real table with a caption and column heads. */
export function tablePage(): SiteResponse {
  const content = html`<h1>Stock by warehouse</h1>
<div class="table-box">
<table>
<caption>What lies in each warehouse, counted at the last stocktaking</caption>
<thead><tr><th scope="col">Warehouse</th><th scope="col">Title</th><th scope="col" class="number">On hand</th><th scope="col" class="number">Reserved</th><th scope="col" class="number">Free</th></tr></thead>
<tbody>
${STOCK_LINES.map(
  (entry) =>
    html`<tr><td>${entry.warehouse}</td><td>${entry.title}</td><td class="number">${entry.onHand}</td><td class="number">${entry.reserved}</td><td class="number">${entry.onHand - entry.reserved}</td></tr>\n`,
)}
</tbody>
</table>
</div>`;
  return page({ title: 'Stock by warehouse', content });
}

function line(warehouse: string, book: Book, index: number): StockLine {
  const onHand = book.stock * 3 + index;
  return { warehouse, title: book.title, onHand, reserved: Math.min(onHand, (index * 4) % 9) };
}
