import { html } from '../html.ts';
import type { SiteRequest } from '../request.ts';
import { page, type SiteResponse } from '../response.ts';

/** `/missing` and every address that is not in the shop: answers 404. */
export function missingPage(request: SiteRequest): SiteResponse {
  const content = html`<section class="narrow">
<h1>Page not found</h1>
<p>There is nothing at <code>${request.path}</code> in this shop.</p>
<p><a class="button" href="/books">See all books</a></p>
</section>`;
  return page({ title: 'Page not found', content }, 404);
}
