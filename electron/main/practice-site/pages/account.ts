import { formatPounds } from '../books.ts';
import { type Html, html } from '../html.ts';
import type { SiteRequest } from '../request.ts';
import { page, redirect, type SiteResponse } from '../response.ts';
import { DEMO_ACCOUNT, hasSession } from '../session.ts';

/** One past order of the demo account; `date` is for machines, `day` for a reader. */
export interface PastOrder {
  readonly number: string;
  readonly date: string;
  readonly day: string;
  readonly pence: number;
}

/** Newest first; always the same five. */
export const PAST_ORDERS: readonly PastOrder[] = [
  { number: 'PT-204817', date: '2026-03-02', day: '2 March 2026', pence: 3139 },
  { number: 'PT-198350', date: '2026-01-19', day: '19 January 2026', pence: 975 },
  { number: 'PT-187264', date: '2025-11-28', day: '28 November 2025', pence: 7420 },
  { number: 'PT-171093', date: '2025-08-07', day: '7 August 2025', pence: 1840 },
  { number: 'PT-160552', date: '2025-05-14', day: '14 May 2025', pence: 124595 },
];

/** `/account`: the orders of whoever is logged in; everyone else is sent to the login page. */
export function accountPage(request: SiteRequest): SiteResponse {
  if (!hasSession(request)) return redirect('/login?from=account');
  const content = html`<section class="narrow">
<h1>Your account</h1>
<p>Welcome back, ${DEMO_ACCOUNT.name}. <a href="/logout">Log out</a></p>
<h2 class="section-title">Your orders</h2>
${PAST_ORDERS.map(orderLine)}
</section>`;
  return page({ title: 'Your account', content });
}

function orderLine(order: PastOrder): Html {
  return html`<article class="order">
<h3 class="order-number">${order.number}</h3>
<time class="order-date" datetime="${order.date}">${order.day}</time>
<data class="order-total" data-testid="total" value="${(order.pence / 100).toFixed(2)}">${formatPounds(order.pence)}</data>
</article>
`;
}
