import { html } from '../html.ts';
import { type SiteRequest, wholeNumber } from '../request.ts';
import { page, type SiteResponse } from '../response.ts';

/** `/slow?ms=2000`: answers only after that time; at most a minute. */
export function slowPage(request: SiteRequest): SiteResponse {
  const delayMs = wholeNumber(request.query.get('ms'), { fallback: 2000, min: 0, max: 60_000 });
  const content = html`<section class="narrow">
<h1>Here at last</h1>
<p role="status">This page waited ${delayMs} ms before it answered.</p>
<p class="quiet">Ask for another wait with <code>/slow?ms=500</code>.</p>
</section>`;
  return { ...page({ title: 'Slow page', content }), delayMs };
}
